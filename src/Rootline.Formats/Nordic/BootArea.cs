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

    /// <summary>Reads the part behind the implementation id; what follows the collections must be erased.</summary>
    /// <param name="bytes">At most 728 bytes.</param>
    public static Parsed<BootArea> Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        uint s0 = reader.U32Le();
        uint s1 = reader.U32Le();
        uint count = reader.U32Le();
        if (reader.Overrun || count > ProvisionArea.MaxKeys)
            return NordicFaults.Area.Fault($"{count} public keys, at most {ProvisionArea.MaxKeys} are there");
        var keys = new List<ImageKey>();
        for (int i = 0; i < count; i++)
        {
            if (!ImageKey.Read(ref reader, i).Try(out var key, out var fault))
                return fault;
            keys.Add(key);
        }

        List<MonotonicCounter>? counters = null;
        List<VariableData>? data = null;
        if (Next(reader) == MonotonicCounter.CollectionType && !MonotonicCounter.ReadAll(ref reader).Try(out counters, out var wrong))
            return wrong;
        if (Next(reader) == VariableData.CollectionType && !VariableData.ReadAll(ref reader).Try(out data, out wrong))
            return wrong;
        if (Next(reader) != None || bytes[reader.Position..].ContainsAnyExcept((byte)0xFF))
            return NordicFaults.Area.Fault($"something unknown follows at offset {ProvisionArea.FixedLength + reader.Position}");
        return new BootArea(s0, s1, keys, counters, data);
    }

    /// <summary>Writes the part.</summary>
    /// <param name="writer">Where it goes.</param>
    public void Write(ref SpanWriter writer)
    {
        writer.U32Le(S0Address);
        writer.U32Le(S1Address);
        writer.U32Le((uint)Keys.Count);
        foreach (var key in Keys)
            key.Write(ref writer);
        if (Counters is not null)
            MonotonicCounter.WriteAll(Counters, ref writer);
        if (Data is not null)
            VariableData.WriteAll(Data, ref writer);
    }

    // The copy of the reader looks ahead; past the end there is nothing.
    private static ushort Next(SpanReader reader) => reader.Remaining < sizeof(ushort) ? None : reader.U16Le();
}
