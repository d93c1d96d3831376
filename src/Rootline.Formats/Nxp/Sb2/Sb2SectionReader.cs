using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// Reads the boot sections: header (16, encrypted) ‖ MAC of it ‖ n MACs of the commands' parts ‖ commands (encrypted). All
/// codes are over the encrypted bytes and checked before anything is decrypted that they cover.
/// </summary>
internal sealed class Sb2SectionReader(Sb2Keys keys, Sb2Cipher cipher, Sb2Structure structure)
{
    public Parsed<List<Sb2Section>> Read(ReadOnlySpan<byte> file)
    {
        var sections = new List<Sb2Section>();
        int offset = structure.SectionsOffset;
        int macs = 0;
        bool last = false;
        while (!last)
        {
            if (sections.Count == Sb2Format.MaxSections)
                return Sb2Faults.SectionOverrun.Because($"the file has more than {Sb2Format.MaxSections} sections");
            if (!ReadHeader(file, offset).Try(out var place, out var fault) || !ReadCommands(file, place).Try(out var section, out fault))
                return fault.In($"section {sections.Count}");
            if (sections.Count == 0 && CheckFirst(file, place) is { } misfit)
                return misfit;
            sections.Add(section);
            macs += place.MacCount;
            offset = place.End;
            last = place.IsLast;
        }

        if (offset != file.Length)
            return Sb2Faults.Layout.Because($"{file.Length - offset} bytes follow the last section");
        return macs == structure.Header.MacCount
            ? sections
            : Sb2Faults.MacCount.Because($"the header counts {structure.Header.MacCount} authentication codes, the sections have {macs}");
    }

    private Parsed<SectionPlace> ReadHeader(ReadOnlySpan<byte> file, int offset)
    {
        if (file.Length - offset < Sb2CommandHeader.Length + Sb2Format.Mac)
            return Sb2Faults.SectionOverrun.Because("the file ends in a section header");
        var encrypted = file.Slice(offset, Sb2CommandHeader.Length);
        if (!keys.Verify(encrypted, file.Slice(offset + Sb2CommandHeader.Length, Sb2Format.Mac)))
            return Sb2Faults.Mac.Because("the authentication code of the section header is wrong");
        Span<byte> plain = stackalloc byte[Sb2CommandHeader.Length];
        encrypted.CopyTo(plain);
        cipher.Transform(plain, offset);
        if (!Sb2CommandHeader.Parse(plain).Try(out var header, out var fault))
            return fault;
        if (header.Tag != Sb2CommandTag.Tag || (header.Flags & ~Sb2Section.Last) != Sb2Section.Bootable)
            return Sb2Faults.UnexpectedCommand.Because("the section does not begin with the header of a bootable section");
        if (header.Data == 0 || header.Data > header.Count)
            return Sb2Faults.MacCount.Because($"{header.Data} authentication codes are announced for {header.Count} blocks");
        var place = new SectionPlace(offset, header);
        return place.LongEnd <= file.Length ? place : Sb2Faults.SectionOverrun.Because($"the section ends at {place.LongEnd}, the file at {file.Length}");
    }

    private Parsed<Sb2Section> ReadCommands(ReadOnlySpan<byte> file, SectionPlace place)
    {
        for (int i = 0; i < place.MacCount; i++)
        {
            if (!keys.Verify(file[place.Part(i)], file.Slice(place.MacOffset(i), Sb2Format.Mac)))
                return Sb2Faults.Mac.Because($"the authentication code of part {i} is wrong");
        }

        var plain = file[place.CommandsOffset..place.End].ToArray();
        cipher.Transform(plain, place.CommandsOffset);
        return Sb2CommandReader.Read(plain).Try(out var commands, out var fault)
            ? new Sb2Section(place.Id, commands, place.MacCount)
            : fault;
    }

    // The code after the image header is what ties the sections to the signature.
    private Fault? CheckFirst(ReadOnlySpan<byte> file, SectionPlace place)
    {
        if (!keys.Verify(file[place.MacTable], file.Slice(Sb2Format.MacOffset, Sb2Format.Mac)))
            return Sb2Faults.Mac.Because("the authentication code after the image header is wrong");
        return place.Id == structure.Header.FirstSectionId
            ? null
            : Sb2Faults.Layout.Because($"the first section is {place.Id}, the header says {structure.Header.FirstSectionId}");
    }
}
