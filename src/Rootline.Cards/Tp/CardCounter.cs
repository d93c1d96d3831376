using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Disks;
using Rootline.Core.Secrets;

namespace Rootline.Cards.Tp;

/// <summary>
/// The last generation of a card's file, kept beside its key. Two entries of 40 bytes: generation u64 little-endian, then
/// HMAC-SHA256(sealing key, "rootline card counter" generation). Generation g lies in entry g mod 2, so that a torn write
/// leaves the one before.
/// </summary>
internal static class CardCounter
{
    public const int Length = 2 * EntryLength;
    private const int MacLength = 32;
    private const int EntryLength = 8 + MacLength;

    /// <summary>A counter file that knows one generation.</summary>
    public static byte[] First(Secret key, ulong generation)
    {
        var file = new byte[Length];
        Entry(key, generation).CopyTo(file.AsSpan(OffsetOf(generation)));
        return file;
    }

    /// <summary>The newest generation that is authentic, or null when none is.</summary>
    public static ulong? Newest(Secret key, ReadOnlySpan<byte> file)
    {
        if (file.Length != Length)
            return null;
        ulong? newest = null;
        for (int i = 0; i < 2; i++)
        {
            var entry = file.Slice(i * EntryLength, EntryLength);
            ulong generation = BinaryPrimitives.ReadUInt64LittleEndian(entry);
            bool authentic = OffsetOf(generation) == i * EntryLength && CryptographicOperations.FixedTimeEquals(Entry(key, generation), entry);
            if (authentic && (newest is null || newest < generation))
                newest = generation;
        }

        return newest;
    }

    /// <summary>Makes a generation durable.</summary>
    public static void Advance(IDurableFile file, Secret key, ulong generation)
    {
        file.Write(OffsetOf(generation), Entry(key, generation));
        file.Sync();
    }

    private static int OffsetOf(ulong generation) => (int)(generation % 2) * EntryLength;

    private static byte[] Entry(Secret key, ulong generation)
    {
        var label = "rootline card counter"u8;
        Span<byte> message = stackalloc byte[label.Length + 8];
        label.CopyTo(message);
        BinaryPrimitives.WriteUInt64LittleEndian(message[label.Length..], generation);
        var entry = new byte[EntryLength];
        var writer = new SpanWriter(entry);
        writer.U64Le(generation);
        HMACSHA256.HashData(key.Span, message, writer.Reserve(MacLength));
        return entry;
    }
}
