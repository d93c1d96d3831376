using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nordic;

/// <summary>
/// A counter of the provision area: description u16, number of slots u16 (even), then a u16 a slot (a u32 on nRF54L), its value bit-inverted,
/// all ones while free. Source: tfm-provisioning section 12.3.
/// </summary>
/// <param name="Description">1 = the immutable boot loader, 2 = MCUboot's image 0.</param>
/// <param name="Slots">The slots as they are stored.</param>
public sealed record MonotonicCounter(ushort Description, IReadOnlyList<uint> Slots)
{
    /// <summary>The type of the collection of counters.</summary>
    public const ushort CollectionType = 1;

    /// <summary>Bytes of a slot: 2 or 4.</summary>
    public int SlotLength { get; init; } = sizeof(ushort);

    /// <summary>The counter's value: the highest that a slot holds, 0 while all are free.</summary>
    public uint Current => Slots.Select(s => Free ^ s).DefaultIfEmpty().Max();

    /// <summary>How many slots are free.</summary>
    public int FreeSlots => Slots.Count(s => s == Free);

    private uint Free => SlotLength == sizeof(ushort) ? ushort.MaxValue : uint.MaxValue;

    internal static Parsed<List<MonotonicCounter>> ReadAll(ref SpanReader reader, int slotLength)
    {
        reader.U16Le();
        int count = reader.U16Le();
        var counters = new List<MonotonicCounter>();
        for (int i = 0; i < count && !reader.Overrun; i++)
        {
            ushort description = reader.U16Le();
            int slots = reader.U16Le();
            if (reader.Overrun || slots % 2 != 0 || slots > reader.Remaining / slotLength)
                return NordicFaults.Area.Fault($"monotonic counter {i} has {slots} slots: an odd number, or more than there are");
            var values = new uint[slots];
            for (int j = 0; j < slots; j++)
                values[j] = slotLength == sizeof(ushort) ? reader.U16Le() : reader.U32Le();
            counters.Add(new(description, values) { SlotLength = slotLength });
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
            foreach (uint slot in counter.Slots)
            {
                if (counter.SlotLength == sizeof(ushort))
                    writer.U16Le((ushort)slot);
                else
                    writer.U32Le(slot);
            }
        }
    }
}
