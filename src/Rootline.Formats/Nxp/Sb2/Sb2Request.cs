namespace Rootline.Formats.Nxp.Sb2;

/// <summary>What goes into a file.</summary>
/// <param name="Sections">1 to 32 sections.</param>
/// <param name="Certificates">1 to 8 certificates as DER, root first, the signer's last.</param>
/// <param name="RootKeys">The root key table; the root must be in it.</param>
/// <param name="Timestamp">When the file is made; not before 2000.</param>
public sealed record Sb2Request(
    IReadOnlyList<Sb2Section> Sections,
    IReadOnlyList<byte[]> Certificates,
    RootKeyTable RootKeys,
    DateTimeOffset Timestamp)
{
    /// <summary>The product's version.</summary>
    public Sb2Version ProductVersion { get; init; } = new(1, 0, 0);

    /// <summary>The component's version.</summary>
    public Sb2Version ComponentVersion { get; init; } = new(1, 0, 0);

    /// <summary>The build, in the image header and the certificate block.</summary>
    public uint BuildNumber { get; init; } = 1;

    /// <summary>
    /// True to put a SHA-256 of the sections before the signature. Its 2 blocks are counted in the header, which the
    /// reference writer forgets.
    /// </summary>
    public bool WithDigest { get; init; }
}
