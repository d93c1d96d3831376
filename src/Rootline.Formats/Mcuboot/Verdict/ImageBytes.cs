namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>An image as it lies in a file, read piece by piece.</summary>
/// <param name="source">A stream that can seek; its position is moved.</param>
internal sealed class ImageBytes(Stream source)
{
    /// <summary>Bytes read at once where the whole image is gone through.</summary>
    public const int Piece = 1 << 16;

    /// <summary>Length in bytes.</summary>
    public long Length { get; } = source.Length;

    /// <summary>Reads up to the end.</summary>
    /// <param name="offset">Offset in bytes.</param>
    /// <param name="length">How many bytes are wanted.</param>
    /// <returns>As many of them as there are.</returns>
    public byte[] Read(long offset, int length)
    {
        var bytes = new byte[(int)Math.Clamp(Length - offset, 0, length)];
        if (bytes.Length > 0)
            Read(offset, bytes.AsSpan());
        return bytes;
    }

    /// <summary>Fills a span.</summary>
    /// <param name="offset">Offset in bytes.</param>
    /// <param name="destination">Lies within the image.</param>
    public void Read(long offset, Span<byte> destination)
    {
        source.Position = offset;
        source.ReadExactly(destination);
    }
}
