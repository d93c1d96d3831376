using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nordic;

/// <summary>
/// A counter of the provision area: description u16, number of slots u16 (even), then a u16 a slot, its value bit-inverted, FFFF
/// while free. Source: tfm-provisioning section 12.3.
/// </summary>
/// <param name="Description">1 = the immutable boot loader, 2 = MCUboot's image 0.</param>
/// <param name="Slots">The slots as they are stored.</param>
public sealed record MonotonicCounter(ushort Description, IReadOnlyList<ushort> Slots)
{
    /// <summary>The type of the collection of counters.</summary>
    public const ushort CollectionType = 1;

    private const ushort Free = 0xFFFF;

    /// <summary>The counter's value: the highest that a slot holds, 0 while all are free.</summary>
    public int Current => Slots.Where(s => s != Free).Select(s => (ushort)~s).DefaultIfEmpty().Max();

    /// <summary>How many slots are free.</summary>
    public int FreeSlots => Slots.Count(s => s == Free);

    internal static Parsed<List<MonotonicCounter>> ReadAll(ref SpanReader reader)
    {
        reader.U16Le();
        int count = reader.U16Le();
        var counters = new List<MonotonicCounter>();
        for (int i = 0; i < count && !reader.Overrun; i++)
        {
            ushort description = reader.U16Le();
            int slots = reader.U16Le();
            if (reader.Overrun || slots % 2 != 0 || slots > reader.Remaining / sizeof(ushort))
                return NordicFaults.Area.Fault($"monotonic counter {i} has {slots} slots: an odd number, or more than there are");
            var values = new ushort[slots];
            for (int j = 0; j < slots; j++)
                values[j] = reader.U16Le();
            counters.Add(new(description, values));
        }

        return reader.Overrun ? NordicFaults.Area.Fault("the monotonic counters are cut off") : counters;
    }

    internal static void WriteAll(IReadOnlyList<MonotonicCounter> counters, ref SpanWriter writer)
    {
        writer.U16Le(CollectionType);
        writer.U16Le((ushort)counters.Count);
        foreach (var counter in counters)
        {
            writer.U16Le(counter.Description);
            writer.U16Le((ushort)counter.Slots.Count);
            foreach (ushort slot in counter.Slots)
                writer.U16Le(slot);
        }
    }
}
