using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Everything of a file before its sections: where the parts lie, as its header and certificates say.</summary>
/// <param name="Header">The image header.</param>
/// <param name="Certificates">The certificate block.</param>
internal sealed record Sb2Preamble(Sb2Header Header, CertificateBlock Certificates)
{
    /// <summary>Where the signature begins: everything before it is signed.</summary>
    public int SignatureOffset => AfterCertificates + (Header.HasDigest ? Sb2Format.Digest : 0);

    /// <summary>Where the first section begins.</summary>
    public int SectionsOffset => SignatureOffset + Certificates.Signer.KeyLength;

    /// <summary>The digest of the sections, 32 bytes, or null where the file has none.</summary>
    public byte[]? Digest { get; private init; }

    private int AfterCertificates => Sb2Format.CertificateBlockOffset + Certificates.Length;

    /// <summary>Reads it; nothing is authenticated here.</summary>
    /// <param name="file">The file from its first byte; what follows the certificate block is not looked at.</param>
    public static Parsed<Sb2Preamble> Parse(ReadOnlySpan<byte> file)
    {
        if (!Sb2Header.Parse(file).Try(out var header, out var fault))
            return fault;
        if (file.Length < Sb2Format.CertificateBlockOffset)
            return Sb2Faults.Truncated.Because("the file ends before the certificate block");
        if (!CertificateBlock.Parse(file[Sb2Format.CertificateBlockOffset..]).Try(out var certificates, out fault))
            return fault;
        var preamble = new Sb2Preamble(header, certificates);
        if (certificates.ImageLength != preamble.AfterCertificates)
            return Sb2Faults.Layout.Because($"the certificate block claims {certificates.ImageLength} bytes instead of {preamble.AfterCertificates}");
        if (!header.CountsAs(header.FirstBootTagBlock, preamble.SectionsOffset))
            return Sb2Faults.Layout.Because($"the header puts the first section at block {header.FirstBootTagBlock}, it lies at byte {preamble.SectionsOffset}");
        return header.MacCount == 0 ? Sb2Faults.MacCount.Because("the header counts no authentication code") : preamble;
    }

    /// <summary>Judges chain, root and signature.</summary>
    /// <param name="file">The file up to its sections.</param>
    /// <param name="anchor">The device's root keys.</param>
    public Fault? Check(ReadOnlySpan<byte> file, Sb2Anchor anchor) =>
        anchor.Check(file[..SignatureOffset], file[SignatureOffset..SectionsOffset], Certificates);

    /// <summary>The same with the digest that stands in the file.</summary>
    /// <param name="file">The file up to its sections.</param>
    public Sb2Preamble WithDigestOf(ReadOnlySpan<byte> file) =>
        Header.HasDigest ? this with { Digest = file.Slice(AfterCertificates, Sb2Format.Digest).ToArray() } : this;
}
