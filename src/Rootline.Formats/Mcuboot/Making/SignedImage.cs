namespace Rootline.Formats.Mcuboot.Making;

/// <summary>What came of making an image.</summary>
public sealed record SignedImage
{
    /// <summary>The header.</summary>
    public required ImageHeader Header { get; init; }

    /// <summary>Digest algorithm.</summary>
    public required ImageDigest Algorithm { get; init; }

    /// <summary>The image digest.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The signatures in their order, as their TLVs hold them.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Signatures { get; init; }

    /// <summary>Bytes of the image, header to end of the TLVs.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes of the payload before compression; null when compression was not asked for.</summary>
    public long? UncompressedSize { get; init; }

    /// <summary>Bytes of the compressed payload; null when it was not compressed, also because that gained nothing.</summary>
    public long? CompressedSize { get; init; }

    /// <summary>Bytes that compression gave, also where they gained nothing and the image was left as it is; null when compression was not asked for.</summary>
    public long? TriedSize { get; init; }

    /// <summary>The trailer, or null when no slot was given.</summary>
    public ImageTrailer? Trailer { get; init; }
}
