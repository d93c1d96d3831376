using System.Security.Cryptography;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// Where the parts of a file lie, as far as that can be told without keys: "structurally sound". Nothing here is
/// authenticated; <see cref="Sb2File"/> does that.
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
        if (!Sb2Preamble.Parse(file).Try(out var preamble, out var fault))
            return fault;
        var structure = new Sb2Structure(preamble.Header, preamble.Certificates, preamble.SignatureOffset, preamble.SectionsOffset);
        return structure.CheckEnd(file) is { } misfit ? misfit : structure;
    }

    private Fault? CheckEnd(ReadOnlySpan<byte> file)
    {
        if (file.Length < SectionsOffset + LeastSection)
            return Sb2Faults.Truncated.Because($"the file has {file.Length} bytes, its first section begins at {SectionsOffset}");
        if (file.Length % Sb2Format.Block != 0 || !Header.CountsAs(Header.ImageBlocks, file.Length))
            return Sb2Faults.Truncated.Because($"the file has {file.Length} bytes, its header counts {Header.ImageBlocks} blocks");
        if (!Header.HasDigest)
            return null;
        var digest = file.Slice(SignatureOffset - Sb2Format.Digest, Sb2Format.Digest);
        return SHA256.HashData(file[SectionsOffset..]).AsSpan().SequenceEqual(digest)
            ? null
            : Sb2Faults.Digest.Because("the sections do not have the digest that stands before the signature");
    }
}
