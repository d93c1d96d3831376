namespace Rootline.Formats.Nxp.Sb2;

/// <summary>What goes into a file.</summary>
/// <param name="Sections">1 to 32 sections.</param>
/// <param name="Certificates">1 to 4 certificates as DER, root first, the signer's last.</param>
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

    /// <summary>The nonce, 16 bytes, taken as it is; null to draw one. The keys are drawn for each file, so that it may come again.</summary>
    public byte[]? Nonce { get; init; }

    /// <summary>True to put a SHA-256 of the sections before the signature.</summary>
    public bool WithDigest { get; init; }

    /// <summary>
    /// True to leave the digest's 2 blocks out of the header's two counts, as the reference writer does; false to count them.
    /// Means nothing without a digest.
    /// </summary>
    public bool LeavesDigestUncounted { get; init; }
}
