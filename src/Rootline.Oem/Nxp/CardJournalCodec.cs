using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Oem.Nxp;

/// <summary>
/// A card's journal as bytes: magic <c>RLCARDJ1</c>; serial u64 big-endian; entry count u8, 1 to 4; entries of 41 bytes (step
/// u8, UTC milliseconds i64 little-endian, plan digest 32); SHA-256 of all before. Steps follow each other: 1, 2, 3, 4.
/// </summary>
public static class CardJournalCodec
{
    /// <summary>Length of the longest journal in bytes.</summary>
    public const int MaxLength = HeadLength + (MaxEntries * EntryLength) + HashLength;

    private const int HashLength = 32;
    private const int HeadLength = 8 + 8 + 1;
    private const int EntryLength = 1 + 8 + HashLength;
    private const int MaxEntries = 4;

    // 31 December 9999, the last day that the platform can tell.
    private const long MaxTime = 253_402_300_799_999;

    private static ReadOnlySpan<byte> Magic => "RLCARDJ1"u8;

    /// <summary>Encodes a journal.</summary>
    /// <param name="serial">The card's serial number.</param>
    /// <param name="entries">1 to 4 entries.</param>
    public static byte[] Write(ulong serial, IReadOnlyList<JournalEntry> entries)
    {
        var bytes = new byte[HeadLength + (entries.Count * EntryLength) + HashLength];
        var writer = new SpanWriter(bytes);
        writer.Bytes(Magic);
        BinaryPrimitives.WriteUInt64BigEndian(writer.Reserve(8), serial);
        writer.U8((byte)entries.Count);
        foreach (var entry in entries)
        {
            writer.U8((byte)entry.Step);
            writer.U64Le((ulong)entry.Time.ToUnixTimeMilliseconds());
            writer.Bytes(entry.Plan.Span);
        }

        SHA256.HashData(bytes.AsSpan(0, writer.Position), writer.Reserve(HashLength));
        return bytes;
    }

    /// <summary>Decodes a journal.</summary>
    /// <param name="serial">The serial number of the card that it must belong to.</param>
    /// <param name="bytes">The journal, nothing after it.</param>
    public static Parsed<IReadOnlyList<JournalEntry>> Parse(ulong serial, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength + HashLength || !bytes.StartsWith(Magic) || !SHA256.HashData(bytes[..^HashLength]).AsSpan().SequenceEqual(bytes[^HashLength..]))
            return OemFaults.Journal.Fault("not a card journal of version 1, or damaged");
        var reader = new SpanReader(bytes[Magic.Length..^HashLength]);
        if (BinaryPrimitives.ReadUInt64BigEndian(reader.Bytes(8)) != serial)
            return OemFaults.Journal.Fault($"the journal is not that of card {serial}");
        int count = reader.U8();
        var entries = new List<JournalEntry>();
        for (int i = 0; i < count; i++)
        {
            byte step = reader.U8();
            ulong time = reader.U64Le();
            byte[] plan = reader.Bytes(HashLength).ToArray();
            if (reader.Overrun || step != i + 1 || step > MaxEntries || time > MaxTime)
                return OemFaults.Journal.Fault($"entry {i + 1} of the journal is not in its one valid form");
            entries.Add(new((JournalStep)step, DateTimeOffset.FromUnixTimeMilliseconds((long)time), plan));
        }

        return count > 0 && reader.Remaining == 0 ? entries : OemFaults.Journal.Fault("the journal's length and its count disagree");
    }
}
