using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nordic;

/// <summary>The part of the provision area that belongs to the immutable boot loader. Source: tfm-provisioning section 12.3.</summary>
/// <param name="S0Address">Address of slot 0.</param>
/// <param name="S1Address">Address of slot 1.</param>
/// <param name="Keys">The public keys, at most 16.</param>
/// <param name="Counters">The monotonic counters; null where the collection is not there.</param>
/// <param name="Data">The variable data; null where the collection is not there.</param>
public sealed record BootArea(
    uint S0Address,
    uint S1Address,
    IReadOnlyList<ImageKey> Keys,
    IReadOnlyList<MonotonicCounter>? Counters,
    IReadOnlyList<VariableData>? Data)
{
    private const ushort None = 0xFFFF;

    /// <summary>Reads the part; what follows the collections must be erased.</summary>
    /// <param name="area">The whole provision area, at most 768 bytes.</param>
    /// <param name="layout">The order of the struct.</param>
    public static Parsed<BootArea> Parse(ReadOnlySpan<byte> area, ProvisionLayout layout)
    {
        if (area.Length < layout.Keys)
            return NordicFaults.Area.Fault($"the number of public keys is cut off: {area.Length} bytes, not {layout.Keys} or more");
        var (s0, s1, count) = (Word(area, layout.Slots), Word(area, layout.Slots + sizeof(uint)), Word(area, layout.KeyCount));
        if (count > ProvisionArea.MaxKeys)
            return NordicFaults.Area.Fault($"{count} public keys, at most {ProvisionArea.MaxKeys} are there");
        var bytes = area[layout.Keys..];
        var reader = new SpanReader(bytes);
        var keys = new List<ImageKey>();
        for (int i = 0; i < count; i++)
        {
            if (!ImageKey.Read(ref reader, i).Try(out var key, out var fault))
                return fault;
            keys.Add(key);
        }

        List<MonotonicCounter>? counters = null;
        List<VariableData>? data = null;
        if (Next(reader) == MonotonicCounter.CollectionType && !MonotonicCounter.ReadAll(ref reader, layout.WordLength).Try(out counters, out var wrong))
            return wrong;
        if (Next(reader) == VariableData.CollectionType && !VariableData.ReadAll(ref reader).Try(out data, out wrong))
            return wrong;
        if (Next(reader) != None || bytes[reader.Position..].ContainsAnyExcept((byte)0xFF))
            return NordicFaults.Area.Fault($"something unknown follows at offset {layout.Keys + reader.Position}");
        return new BootArea(s0, s1, keys, counters, data);
    }

    /// <summary>Writes the part.</summary>
    /// <param name="area">The whole provision area.</param>
    /// <param name="layout">The order of the struct.</param>
    public void Write(Span<byte> area, ProvisionLayout layout)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(area[layout.Slots..], S0Address);
        BinaryPrimitives.WriteUInt32LittleEndian(area[(layout.Slots + sizeof(uint))..], S1Address);
        BinaryPrimitives.WriteUInt32LittleEndian(area[layout.KeyCount..], (uint)Keys.Count);
        var writer = new SpanWriter(area[layout.Keys..]);
        foreach (var key in Keys)
            key.Write(ref writer);
        if (Counters is not null)
            MonotonicCounter.WriteAll(Counters, ref writer);
        if (Data is not null)
            VariableData.WriteAll(Data, ref writer);
    }

    private static uint Word(ReadOnlySpan<byte> area, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(area[offset..]);

    // The copy of the reader looks ahead; past the end there is nothing.
    private static ushort Next(SpanReader reader) => reader.Remaining < sizeof(ushort) ? None : reader.U16Le();
}
