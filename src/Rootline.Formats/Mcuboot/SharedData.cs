using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>
/// The area that a loader leaves to the firmware it starts: magic u16 0x2016, total u16 with these 4 bytes, then entries of type
/// u16, length u16, value, unaligned, all little-endian. A type stands there once. Source: mcuboot-boot-and-update section 12.
/// </summary>
public sealed class SharedData
{
    /// <summary>The first word.</summary>
    public const ushort Magic = 0x2016;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 4;

    private const int EntryLength = 4;
    private readonly List<SharedEntry> _entries = [];

    /// <summary>The entries in their order.</summary>
    public IReadOnlyList<SharedEntry> Entries => _entries;

    /// <summary>Bytes of the area that are used.</summary>
    public int Length => HeaderLength + _entries.Sum(e => EntryLength + e.Value.Length);

    /// <summary>Adds an entry.</summary>
    /// <param name="type">Major in the upper 4 bits, minor in the lower 12.</param>
    /// <param name="value">The value.</param>
    /// <param name="capacity">Bytes of the area.</param>
    /// <returns>Null, or the fault: the type is there already, or there is no room.</returns>
    public Fault? Add(ushort type, ReadOnlySpan<byte> value, int capacity)
    {
        if (_entries.Exists(e => e.Type == type))
            return LoaderFaults.SharedData.Fault($"an entry of the type 0x{type:x4} is there already");
        if (Length + EntryLength + value.Length > Math.Min(capacity, ushort.MaxValue))
            return LoaderFaults.SharedData.Fault($"an entry of {value.Length} bytes does not fit into an area of {capacity}");
        _entries.Add(new(type, value.ToArray()));
        return null;
    }

    /// <summary>Reads an area.</summary>
    /// <param name="area">The area; what follows the total is not looked at.</param>
    public static Parsed<SharedData> Parse(ReadOnlySpan<byte> area)
    {
        var reader = new SpanReader(area);
        ushort magic = reader.U16Le();
        int total = reader.U16Le();
        if (reader.Overrun || magic != Magic || total < HeaderLength || total > area.Length)
            return LoaderFaults.SharedData.Fault("it does not begin with its magic and a length that fits");
        reader = new SpanReader(area[HeaderLength..total]);
        var data = new SharedData();
        while (reader.Remaining > 0)
        {
            ushort type = reader.U16Le();
            var value = reader.Bytes(reader.U16Le());
            if (reader.Overrun)
                return LoaderFaults.SharedData.Fault("an entry goes past the end");
            if (data.Add(type, value, ushort.MaxValue) is { } fault)
                return fault;
        }

        return data;
    }

    /// <summary>The used part of the area.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)bytes.Length);
        int at = HeaderLength;
        foreach (var entry in _entries)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), entry.Type);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at + 2), (ushort)entry.Value.Length);
            entry.Value.Span.CopyTo(bytes.AsSpan(at + EntryLength));
            at += EntryLength + entry.Value.Length;
        }

        return bytes;
    }
}

/// <summary>An entry of the shared data.</summary>
/// <param name="Type">Major in the upper 4 bits, minor in the lower 12.</param>
/// <param name="Value">The value.</param>
public sealed record SharedEntry(ushort Type, ReadOnlyMemory<byte> Value)
{
    private const int ModuleShift = 6;
    private const int MajorShift = 12;

    /// <summary>The type of an image's boot record: 0x103f for image 0, 0x107f for image 1.</summary>
    /// <param name="image">The image's index.</param>
    public static ushort BootRecordOf(int image) => (ushort)((1 << MajorShift) | (image << ModuleShift) | 0x3F);

    /// <summary>The type of an image's running version: 0x2000 for image 0, 0x2040 for image 1; 8 bytes.</summary>
    /// <param name="image">The image's index.</param>
    public static ushort VersionOf(int image) => (ushort)((2 << MajorShift) | (image << ModuleShift));
}
