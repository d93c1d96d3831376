using System.Security.Cryptography;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// Where the parts of a file lie, as far as that can be told without keys: "structurally sound". Nothing here is
/// authenticated; <see cref="Sb2File.Open"/> does that.
/// </summary>
/// <param name="Header">The image header.</param>
/// <param name="Certificates">The certificate block.</param>
/// <param name="SignatureOffset">Where the signature begins: everything before it is signed.</param>
/// <param name="SectionsOffset">Where the first section begins.</param>
public sealed record Sb2Structure(Sb2Header Header, CertificateBlock Certificates, int SignatureOffset, int SectionsOffset)
{
    private const int LeastSection = Sb2CommandHeader.Length + (2 * Sb2Format.Mac) + Sb2Format.Block;

    /// <summary>Walks a file without keys.</summary>
    /// <param name="file">The whole file, at most 32 MiB.</param>
    /// <returns>The structure, or a fault of <see cref="Sb2Faults"/>.</returns>
    public static Parsed<Sb2Structure> Walk(ReadOnlySpan<byte> file)
    {
        if (file.Length > Sb2Format.MaxLength)
            return Sb2Faults.Layout.Because($"the file has {file.Length} bytes, at most {Sb2Format.MaxLength} are taken");
        if (!Sb2Header.Parse(file).Try(out var header, out var fault))
            return fault;
        if (file.Length < Sb2Format.CertificateBlockOffset)
            return Sb2Faults.Truncated.Because("the file ends before the certificate block");
        if (!CertificateBlock.Parse(file[Sb2Format.CertificateBlockOffset..]).Try(out var certificates, out fault))
            return fault;
        int afterCertificates = Sb2Format.CertificateBlockOffset + certificates.Length;
        int signature = afterCertificates + (HasDigest(header) ? Sb2Format.Digest : 0);
        var structure = new Sb2Structure(header, certificates, signature, signature + certificates.Signer.KeyLength);
        if (certificates.ImageLength != afterCertificates)
            return Sb2Faults.Layout.Because($"the certificate block claims {certificates.ImageLength} bytes instead of {afterCertificates}");
        return structure.CheckEnd(file) is { } misfit ? misfit : structure;
    }

    private Fault? CheckEnd(ReadOnlySpan<byte> file)
    {
        if (file.Length < SectionsOffset + LeastSection)
            return Sb2Faults.Truncated.Because($"the file has {file.Length} bytes, its first section begins at {SectionsOffset}");
        if (file.Length % Sb2Format.Block != 0 || !Counts(Header.ImageBlocks, file.Length))
            return Sb2Faults.Truncated.Because($"the file has {file.Length} bytes, its header counts {Header.ImageBlocks} blocks");
        if (!Counts(Header.FirstBootTagBlock, SectionsOffset))
            return Sb2Faults.Layout.Because($"the header puts the first section at block {Header.FirstBootTagBlock}, it lies at byte {SectionsOffset}");
        if (Header.MacCount == 0)
            return Sb2Faults.MacCount.Because("the header counts no authentication code");
        if (!HasDigest(Header))
            return null;
        var digest = file.Slice(SignatureOffset - Sb2Format.Digest, Sb2Format.Digest);
        return SHA256.HashData(file[SectionsOffset..]).AsSpan().SequenceEqual(digest)
            ? null
            : Sb2Faults.Digest.Because("the sections do not have the digest that stands before the signature");
    }

    // The reference writer does not count the digest's blocks, older ones do not write it: both counts are hints.
    private bool Counts(uint blocks, int length)
    {
        uint exact = (uint)(length / Sb2Format.Block);
        return blocks == exact || (HasDigest(Header) && blocks == exact - Sb2Format.UncountedDigestBlocks);
    }

    private static bool HasDigest(Sb2Header header) => header.Features.HasFlag(Sb2Features.Digest);
}
