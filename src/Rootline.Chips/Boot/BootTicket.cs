using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rootline.Chips.Boot;

/// <summary>
/// What the hand-over demands: a hash over what was verified. Each of the two checks makes its own from what it computed itself;
/// only when all its checks held is <see cref="Sound"/> in it. There are no decisions here.
/// </summary>
internal static class BootTicket
{
    /// <summary>The word of a check that found nothing wrong.</summary>
    public const ulong Sound = 0x96C3_5A3C_A569_E11E;

    private const int Head = 32;

    /// <summary>The ticket of an image.</summary>
    /// <param name="place">The image and its slot.</param>
    /// <param name="header">The 32 bytes of the header.</param>
    /// <param name="digest">The digest that was computed over the image.</param>
    /// <param name="counter">The image's security counter; -1 for none.</param>
    /// <param name="sound"><see cref="Sound"/>, or anything else.</param>
    public static byte[] Of(SlotImage place, ReadOnlySpan<byte> header, ReadOnlySpan<byte> digest, long counter, ulong sound)
    {
        var bytes = new byte[Head + header.Length + digest.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, sound);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), counter);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), place.Image);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), place.Slot.Start);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), place.Slot.Length);
        header.CopyTo(bytes.AsSpan(Head));
        digest.CopyTo(bytes.AsSpan(Head + header.Length));
        return SHA256.HashData(bytes);
    }

    /// <summary>The ticket of a boot: those of its images, in order, and what the protections were.</summary>
    /// <param name="images">The tickets of the images.</param>
    /// <param name="sound"><see cref="Sound"/> where the protections stand or are not demanded.</param>
    public static byte[] Of(IEnumerable<byte[]> images, ulong sound)
    {
        var word = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, sound);
        return SHA256.HashData([.. word, .. images.SelectMany(t => t)]);
    }
}
