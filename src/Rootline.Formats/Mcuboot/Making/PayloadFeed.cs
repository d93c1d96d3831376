using Rootline.Core.Compression;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>The payload of an image without the room for the header, plain or compressed.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="CopyTo">Feeds them to a sink, which may change them.</param>
internal sealed record PayloadFeed(long Length, Action<Action<Memory<byte>>> CopyTo)
{
    // Dictionary code of 128 KiB and the property byte of lp 1, lc 3, pb 2: what a loader's decompressor is told.
    private static readonly byte[] Lzma2Header = [0x0A, 0x66];

    /// <summary>The input as it is, less the room for the header, which must be zeros.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="payload">The input.</param>
    public static PayloadFeed Plain(ImageRecipe recipe, ImagePayload payload)
    {
        int room = recipe.PadHeader ? 0 : recipe.HeaderSize;
        return new(payload.Length - room, sink =>
        {
            int rest = room;
            payload.CopyTo(bytes =>
            {
                int head = Math.Min(rest, bytes.Length);
                if (!Core.Bytes.Alignment.IsZero(bytes.Span[..head]))
                    throw ImageFaults.Payload.Exception("header padding was not requested and the input does not start with zeros");
                rest -= head;
                if (bytes.Length > head)
                    sink(bytes[head..]);
            });
        });
    }

    /// <summary>The same, compressed; it is compressed once here to learn its length and once for each reading.</summary>
    /// <param name="plain">The payload.</param>
    /// <param name="compression">How.</param>
    public static PayloadFeed Compressed(PayloadFeed plain, ImageCompression compression)
    {
        long length = 0;
        Compress(plain, compression, bytes => length += bytes.Length);
        return new(length, sink => Compress(plain, compression, sink));
    }

    private static void Compress(PayloadFeed plain, ImageCompression compression, Action<Memory<byte>> sink)
    {
        using var encoder = new Lzma2Encoder(compression == ImageCompression.Lzma2ArmThumb, sink);
        sink((byte[])Lzma2Header.Clone());
        plain.CopyTo(bytes => encoder.Write(bytes.Span));
        encoder.Finish();
    }
}
