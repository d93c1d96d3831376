using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>The image header, 96 bytes, little-endian, in clear.</summary>
/// <param name="Nonce">16 bytes; the counter of the encryption starts from it.</param>
/// <param name="Padding1">4 bytes without meaning.</param>
/// <param name="Features">Signed, and whether a digest is present.</param>
/// <param name="ImageBlocks">Length of the file in blocks of 16 bytes; some writers leave 2 out.</param>
/// <param name="FirstBootTagBlock">Block of the first section header; some writers leave 2 out.</param>
/// <param name="FirstSectionId">Id of the first section.</param>
/// <param name="MacCount">Sum of the sections' authentication codes, their header codes left out.</param>
/// <param name="Microseconds">When the file was made: microseconds since 2000-01-01 UTC.</param>
/// <param name="ProductVersion">The product's version.</param>
/// <param name="ComponentVersion">The component's version.</param>
/// <param name="BuildNumber">The build.</param>
/// <param name="Padding2">4 bytes without meaning.</param>
public sealed record Sb2Header(
    byte[] Nonce,
    byte[] Padding1,
    Sb2Features Features,
    uint ImageBlocks,
    uint FirstBootTagBlock,
    uint FirstSectionId,
    ushort MacCount,
    ulong Microseconds,
    Sb2Version ProductVersion,
    Sb2Version ComponentVersion,
    uint BuildNumber,
    byte[] Padding2)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 96;

    /// <summary>The instant from which timestamps count.</summary>
    public static readonly DateTimeOffset TimestampOrigin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When the file was made, UTC; the last instant that the platform can tell where the file claims a later one.</summary>
    public DateTimeOffset Time =>
        Microseconds < (ulong)(DateTimeOffset.MaxValue - TimestampOrigin).TotalMicroseconds ? TimestampOrigin.AddTicks((long)Microseconds * TimeSpan.TicksPerMicrosecond) : DateTimeOffset.MaxValue;

    /// <summary>Whether a digest of the sections stands before the signature.</summary>
    public bool HasDigest => Features.HasFlag(Sb2Features.Digest);

    private const ushort HeaderBlocks = Length / Sb2Format.Block;
    private const ushort KeyBlobBlock = Sb2Format.KeyBlobOffset / Sb2Format.Block;
    private const ushort KeyBlobBlocks = Sb2Format.KeyBlobLength / Sb2Format.Block;

    /// <summary>Reads a header strictly: every field that version 2.1 fixes has its value.</summary>
    /// <param name="file">The file from its first byte; what follows the header is not looked at.</param>
    /// <returns>The header, or a fault of <see cref="Sb2Faults"/>.</returns>
    public static Parsed<Sb2Header> Parse(ReadOnlySpan<byte> file)
    {
        var r = new SpanReader(file);
        var nonce = r.Bytes(16);
        var padding1 = r.Bytes(4);
        bool marked = r.Bytes(4).SequenceEqual("STMP"u8);
        bool version21 = r.U8() == 2 & r.U8() == 1;
        var flags = (Sb2Features)r.U16Le();
        uint imageBlocks = r.U32Le();
        uint firstTag = r.U32Le();
        uint firstId = r.U32Le();
        bool places = r.U32Le() == Sb2Format.CertificateBlockOffset & r.U16Le() == HeaderBlocks & r.U16Le() == KeyBlobBlock & r.U16Le() == KeyBlobBlocks;
        ushort macs = r.U16Le();
        marked &= r.Bytes(4).SequenceEqual("sgtl"u8);
        ulong microseconds = r.U64Le();
        var product = Sb2Version.Read(ref r);
        var component = Sb2Version.Read(ref r);
        uint build = r.U32Le();
        var padding2 = r.Bytes(4);
        if (r.Overrun)
            return Sb2Faults.Truncated.Because($"the file has {file.Length} bytes, its header alone has {Length}");
        if (!marked || !version21)
            return Sb2Faults.Header.Because("the file does not carry the marks of version 2.1");
        if ((flags & ~Sb2Features.Digest) != Sb2Features.SignedAndEncrypted)
            return Sb2Faults.Unprotected.Because($"the header's flags are {(ushort)flags:x4}");
        if (!places)
            return Sb2Faults.Layout.Because("the header puts key blob or certificates where version 2.1 does not");
        if (product is null || component is null)
            return Sb2Faults.Header.Because("a version in the header is not decimal");
        return new Sb2Header(nonce.ToArray(), padding1.ToArray(), flags, imageBlocks, firstTag, firstId, macs, microseconds, product, component, build, padding2.ToArray());
    }

    /// <summary>
    /// Whether a count of blocks stands for a length. The reference writer does not count the digest's blocks, older ones do not
    /// write it: both counts of the header are hints.
    /// </summary>
    internal bool CountsAs(uint blocks, int length)
    {
        uint exact = (uint)(length / Sb2Format.Block);
        return blocks == exact || (HasDigest && blocks == exact - Sb2Format.UncountedDigestBlocks);
    }

    /// <summary>The 96 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        var w = new SpanWriter(bytes);
        w.Bytes(Nonce);
        w.Bytes(Padding1);
        w.Bytes("STMP"u8);
        w.U8(2);
        w.U8(1);
        w.U16Le((ushort)Features);
        w.U32Le(ImageBlocks);
        w.U32Le(FirstBootTagBlock);
        w.U32Le(FirstSectionId);
        w.U32Le(Sb2Format.CertificateBlockOffset);
        w.U16Le(HeaderBlocks);
        w.U16Le(KeyBlobBlock);
        w.U16Le(KeyBlobBlocks);
        w.U16Le(MacCount);
        w.Bytes("sgtl"u8);
        w.U64Le(Microseconds);
        ProductVersion.Write(ref w);
        ComponentVersion.Write(ref w);
        w.U32Le(BuildNumber);
        w.Bytes(Padding2);
        return bytes;
    }
}
