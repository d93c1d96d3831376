namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Fixed sizes of an SB2.1 file, in bytes, and the limits of the reader.</summary>
internal static class Sb2Format
{
    public const int Block = 16;

    public const int Mac = 32;

    public const int Digest = 32;

    public const int MacOffset = Sb2Header.Length;

    public const int KeyBlobOffset = MacOffset + Mac;

    public const int KeyBlobLength = 80;

    public const int CertificateBlockOffset = KeyBlobOffset + KeyBlobLength;

    /// <summary>Twice the largest flash these files are for; a larger file only eats the reader's memory.</summary>
    public const int MaxLength = 32 << 20;

    /// <summary>More sections than any loader walks; stops a file of nothing but section headers.</summary>
    public const int MaxSections = 32;

    /// <summary>The blocks that the reference writer forgets to count when a digest is present.</summary>
    public const int UncountedDigestBlocks = Digest / Block;
}
