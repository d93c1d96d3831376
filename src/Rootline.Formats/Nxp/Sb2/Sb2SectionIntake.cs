using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// The boot sections on their way in: header (16, encrypted) ‖ MAC of it ‖ n MACs of the commands' parts ‖ commands
/// (encrypted). All codes are over the encrypted bytes and checked before anything is decrypted that they cover.
/// </summary>
internal sealed class Sb2SectionIntake : IDisposable
{
    private const int HeadLength = Sb2CommandHeader.Length + Sb2Format.Mac;

    private readonly Sb2Keys _keys;
    private readonly Sb2Cipher _cipher;
    private readonly Sb2Preamble _preamble;
    private readonly byte[] _firstTableMac;
    private readonly long _length;
    private readonly Sb2CommandIntake _commands;
    private readonly ISb2Runner _runner;
    private byte[] _headMac = [];
    private byte[] _table = [];
    private SectionPlace? _place;
    private int _part;
    private int _offset;
    private int _sections;
    private int _macs;

    public Sb2SectionIntake(Sb2Keys keys, Sb2Preamble preamble, byte[] firstTableMac, long length, ISb2Runner runner)
    {
        (_keys, _preamble, _firstTableMac, _length, _runner) = (keys, preamble, firstTableMac, length, runner);
        _cipher = new Sb2Cipher(keys.Dek, preamble.Header.Nonce);
        _commands = new Sb2CommandIntake(runner);
        _offset = preamble.SectionsOffset;
        Wanted = HeadLength;
    }

    /// <summary>What is wrong; null when nothing is, or when a command failed.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>How many bytes come next; not 0 before the last section is complete.</summary>
    public int Wanted { get; private set; }

    public bool IsComplete { get; private set; }

    /// <summary>Takes exactly the bytes that were wanted.</summary>
    /// <returns>0 to go on, or the status of a command that failed.</returns>
    public uint Take(byte[] bytes)
    {
        uint status = 0;
        if (_place is null)
            Fault = ReadHead(bytes);
        else if (_table.Length == 0)
            Fault = ReadTable(bytes);
        else
            (Fault, status) = ReadPart(bytes);
        Fault = Fault?.In($"section {_sections}");
        return status;
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _keys.Dispose();
        _commands.Dispose();
    }

    private Fault? ReadHead(byte[] head)
    {
        if (_sections == Sb2Format.MaxSections)
            return Sb2Faults.SectionOverrun.Because($"the file has more than {Sb2Format.MaxSections} sections");
        if (!_keys.Verify(head.AsSpan(0, Sb2CommandHeader.Length), head.AsSpan(Sb2CommandHeader.Length)))
            return Sb2Faults.Mac.Because("the authentication code of the section header is wrong");
        var plain = head.AsSpan(0, Sb2CommandHeader.Length).ToArray();
        _cipher.Transform(plain, _offset);
        if (!Sb2CommandHeader.Parse(plain).Try(out var header, out var fault))
            return fault;
        if (header.Tag != Sb2CommandTag.Tag || (header.Flags & ~Sb2Section.Last) != Sb2Section.Bootable)
            return Sb2Faults.UnexpectedCommand.Because("the section does not begin with the header of a bootable section");
        if (header.Data == 0 || header.Data > header.Count)
            return Sb2Faults.MacCount.Because($"{header.Data} authentication codes are announced for {header.Count} blocks");
        var place = new SectionPlace(_offset, header);
        if (CheckPlace(place) is { } misfit)
            return misfit;

        // The head's own code belongs to the table that the code after the image header covers.
        _table = [];
        (_place, _headMac, Wanted) = (place, head[Sb2CommandHeader.Length..], place.MacCount * Sb2Format.Mac);
        return null;
    }

    private Fault? CheckPlace(SectionPlace place)
    {
        var header = _preamble.Header;
        if (_sections == 0 && place.Id != header.FirstSectionId)
            return Sb2Faults.Layout.Because($"the first section is {place.Id}, the header says {header.FirstSectionId}");
        if (place.LongEnd > _length)
            return Sb2Faults.SectionOverrun.Because($"the section ends at {place.LongEnd}, the file at {_length}");
        if (place.IsLast && place.LongEnd != _length)
            return Sb2Faults.Layout.Because($"{_length - place.LongEnd} bytes follow the last section");
        if (!place.IsLast && place.LongEnd + HeadLength > _length)
            return Sb2Faults.SectionOverrun.Because("the file ends in a section header");
        _macs += place.MacCount;
        return _macs > header.MacCount || (place.IsLast && _macs != header.MacCount)
            ? Sb2Faults.MacCount.Because($"the header counts {header.MacCount} authentication codes, the sections have {(place.IsLast ? "" : "more than ")}{_macs}")
            : null;
    }

    // The code after the image header is what ties the first section to the signature.
    private Fault? ReadTable(byte[] table)
    {
        if (_sections == 0 && !_keys.Verify((byte[])[.. _headMac, .. table], _firstTableMac))
            return Sb2Faults.Mac.Because("the authentication code after the image header is wrong");
        (_table, _part) = (table, 0);
        _runner.Enter(_place!.Id, _place.MacCount);
        Wanted = LengthOf(_part);
        return null;
    }

    private (Fault? Fault, uint Status) ReadPart(byte[] part)
    {
        var place = _place!;
        if (!_keys.Verify(part, _table.AsSpan(_part * Sb2Format.Mac, Sb2Format.Mac)))
            return (Sb2Faults.Mac.Because($"the authentication code of part {_part} is wrong"), 0);
        _cipher.Transform(part, place.Part(_part).Start.Value);
        long left = place.End - place.Part(_part).End.Value;
        if (_commands.Take(part, left) is not 0 and var status)
            return (_commands.Fault, status);
        if (++_part < place.MacCount)
        {
            Wanted = LengthOf(_part);
            return (null, 0);
        }

        (_offset, _place, Wanted, IsComplete) = (place.End, null, place.IsLast ? 0 : HeadLength, place.IsLast);
        _sections++;
        return (null, 0);
    }

    private int LengthOf(int part)
    {
        var range = _place!.Part(part);
        return range.End.Value - range.Start.Value;
    }
}
