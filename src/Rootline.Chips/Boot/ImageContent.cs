using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;

namespace Rootline.Chips.Boot;

/// <summary>
/// The hashed part of an image in flash, in plain text, piece by piece: header, payload, protected area. Memory does not grow with
/// the image.
/// </summary>
internal static class ImageContent
{
    /// <summary>Bytes of a piece; whole blocks of the cipher.</summary>
    public const int Piece = 4096;

    /// <summary>Takes a piece; the bytes are valid until it returns.</summary>
    /// <param name="bytes">The bytes.</param>
    public delegate void Take(ReadOnlySpan<byte> bytes);

    /// <summary>Walks an image.</summary>
    /// <param name="slot">Where it lies.</param>
    /// <param name="header">Its header.</param>
    /// <param name="contentKey">The key of its payload; null when it lies there in plain text.</param>
    /// <param name="take">Takes the pieces.</param>
    /// <returns>False when a word cannot be read.</returns>
    public static bool TryWalk(FlashRegion slot, ImageHeader header, Secret? contentKey, Take take)
    {
        long end = header.HashedSize;
        var piece = new byte[Piece];
        for (long at = 0; at < end;)
        {
            long limit = at < header.HeaderSize ? header.HeaderSize : at < header.TlvOffset ? header.TlvOffset : end;
            var part = piece.AsSpan(0, (int)Math.Min(Piece, limit - at));
            if (part.IsEmpty || !slot.TryRead((int)at, part))
                return false;
            if (contentKey is not null && at >= header.HeaderSize && at < header.TlvOffset)
                Open(contentKey, at - header.HeaderSize, part);
            take(part);
            at += part.Length;
        }

        return true;
    }

    /// <summary>Opens or closes a part of a payload in place.</summary>
    /// <param name="key">The content key.</param>
    /// <param name="offset">Offset of the part in the payload: a multiple of 16.</param>
    /// <param name="part">The part.</param>
    public static void Open(Secret key, long offset, Span<byte> part)
    {
        Span<byte> counter = stackalloc byte[AesCtr.BlockLength];
        counter.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(counter[12..], (uint)(offset / AesCtr.BlockLength));
        AesCtr.Transform(key.Span, counter, part, part);
    }

    /// <summary>The digest of an image; null when a word cannot be read.</summary>
    /// <param name="slot">Where it lies.</param>
    /// <param name="header">Its header.</param>
    /// <param name="digest">The algorithm.</param>
    /// <param name="contentKey">The key of its payload; null for plain text.</param>
    public static byte[]? Digest(FlashRegion slot, ImageHeader header, ImageDigest digest, Secret? contentKey)
    {
        using var hash = IncrementalHash.CreateHash(digest.Algorithm());
        return TryWalk(slot, header, contentKey, hash.AppendData) ? hash.GetHashAndReset() : null;
    }

    /// <summary>
    /// The hashed part in one piece, as a signature over the image itself needs it: a device reads its flash as memory.
    /// Null when a word cannot be read.
    /// </summary>
    /// <param name="slot">Where it lies.</param>
    /// <param name="header">Its header.</param>
    /// <param name="contentKey">The key of its payload; null for plain text.</param>
    public static byte[]? Whole(FlashRegion slot, ImageHeader header, Secret? contentKey)
    {
        var whole = new byte[header.HashedSize];
        int at = 0;
        return TryWalk(slot, header, contentKey, part =>
        {
            part.CopyTo(whole.AsSpan(at));
            at += part.Length;
        }) ? whole : null;
    }
}
