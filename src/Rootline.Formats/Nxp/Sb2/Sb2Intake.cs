using System.Security.Cryptography;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// A file on its way in. Header, certificates, root key, signature and wrapped keys are judged as soon as they are there, each
/// section header before its commands, and each part of a section before the first command in it is handed out. What is kept
/// at once is the signed part, one table of codes, one part and one command.
/// </summary>
public sealed class Sb2Intake : IDisposable
{
    private readonly int _length;
    private readonly Sb2Anchor _anchor;
    private readonly Secret _kek;
    private readonly ISb2Runner _runner;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = [];
    private int _filled;
    private Func<uint> _next;
    private Sb2Preamble? _preamble;
    private Sb2SectionIntake? _sections;
    private uint _status;

    /// <summary>Begins a file.</summary>
    /// <param name="length">How many bytes it will have, 1 to 32 Mi; every length that the file claims is held against it.</param>
    /// <param name="kek">The SB KEK, 32 bytes, in the order of the AES key; copied.</param>
    /// <param name="anchor">The device's root keys.</param>
    /// <param name="runner">Takes the commands.</param>
    public Sb2Intake(int length, ReadOnlySpan<byte> kek, Sb2Anchor anchor, ISb2Runner runner)
    {
        (_length, _kek, _anchor, _runner) = (length, Secret.CopyOf(kek), anchor, runner);
        _next = TakeHeader;
        Want(Sb2Header.Length);
    }

    /// <summary>What is wrong with the file; null when nothing is, or when a command failed.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>The image header, once it was judged.</summary>
    public Sb2Header? Header => _preamble?.Header;

    /// <summary>The certificates, once they were judged.</summary>
    public CertificateBlock? Certificates => _preamble?.Certificates;

    private ReadOnlySpan<byte> Filled => _buffer.AsSpan(0, _filled);

    /// <summary>Takes the next bytes.</summary>
    /// <param name="piece">Any number of bytes.</param>
    /// <returns>0 to go on; otherwise the file is over, and this is the status to answer with.</returns>
    public uint Take(ReadOnlySpan<byte> piece)
    {
        while (_status == 0 && !piece.IsEmpty)
        {
            if (_sections is { IsComplete: true })
                return Refuse(Sb2Faults.Layout.Because($"{piece.Length} bytes follow the last section"));
            int count = Math.Min(piece.Length, _buffer.Length - _filled);
            piece[..count].CopyTo(_buffer.AsSpan(_filled));
            if (_sections is not null)
                _digest.AppendData(piece[..count]);
            _filled += count;
            piece = piece[count..];
            if (_filled == _buffer.Length)
                _status = _next();
        }

        return _status;
    }

    /// <summary>No more bytes come.</summary>
    /// <returns>0 when the file is whole and all its commands were run; otherwise the status to answer with.</returns>
    public uint End()
    {
        if (_status != 0)
            return _status;
        if (_sections is not { IsComplete: true })
            return Refuse(Sb2Faults.Truncated.Because("the file ends before its last section does"));
        return _preamble!.Digest is { } digest && !_digest.GetHashAndReset().AsSpan().SequenceEqual(digest)
            ? Refuse(Sb2Faults.Digest.Because("the sections do not have the digest that stands before the signature"))
            : 0;
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        _kek.Dispose();
        _sections?.Dispose();
        _digest.Dispose();
    }

    private uint TakeHeader()
    {
        if (!Sb2Header.Parse(Filled).Try(out var header, out var fault))
            return Refuse(fault);
        if (_length % Sb2Format.Block != 0 || !header.CountsAs(header.ImageBlocks, _length))
            return Refuse(Sb2Faults.Truncated.Because($"the file has {_length} bytes, its header counts {header.ImageBlocks} blocks"));
        return Grow(Sb2Format.CertificateBlockOffset + CertificateBlock.HeaderLength, () =>
            Grow(Sb2Format.CertificateBlockOffset + CertificateBlock.ClaimedLength(Filled[Sb2Format.CertificateBlockOffset..]), TakeCertificates));
    }

    private uint TakeCertificates() =>
        Sb2Preamble.Parse(Filled).Try(out _preamble, out var fault) ? Grow(_preamble.SectionsOffset, TakeSignature) : Refuse(fault);

    private uint TakeSignature()
    {
        var preamble = _preamble!;
        if (preamble.Check(Filled, _anchor) is { } fault)
            return Refuse(fault);
        var keyBlob = Filled.Slice(Sb2Format.KeyBlobOffset, Sb2Format.KeyBlobLength);
        if (!Sb2Keys.Unwrap(keyBlob, _kek.Span).Try(out var keys, out fault))
            return Refuse(fault);
        preamble = _preamble = preamble.WithDigestOf(Filled);
        _sections = new Sb2SectionIntake(keys, preamble, Filled.Slice(Sb2Format.MacOffset, Sb2Format.Mac).ToArray(), _length, _runner);
        return NextOfSections();
    }

    private uint NextOfSections()
    {
        if (!_sections!.IsComplete)
            Want(_sections.Wanted);
        _next = TakeOfSections;
        return 0;
    }

    private uint TakeOfSections()
    {
        uint status = _sections!.Take(_buffer);
        if (_sections.Fault is { } fault)
            return Refuse(fault);
        return status == 0 ? NextOfSections() : status;
    }

    private void Want(int length) => (_buffer, _filled) = (new byte[length], 0);

    // Keeps what is there; everything up to the signature is needed to verify it.
    private uint Grow(int length, Func<uint> next)
    {
        if (length > _length)
            return Refuse(Sb2Faults.Truncated.Because($"the file has {_length} bytes, its certificates and signature alone reach to {length}"));
        Array.Resize(ref _buffer, length);
        _next = next;
        return _filled == length ? next() : 0;
    }

    private uint Refuse(Fault fault)
    {
        Fault = fault;
        return _status = Sb2Faults.StatusOf(fault);
    }
}
