using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Cards.Tp;

/// <summary>What an authentic slot holds.</summary>
/// <param name="Generation">How often the state was committed.</param>
/// <param name="State">The state.</param>
internal sealed record SlotContent(ulong Generation, CardState State);

/// <summary>Decides which of the two slots of a card file is the card's state, and whether it may be used.</summary>
internal static class CardFileReader
{
    /// <summary>The serial number under which the key is looked up; the slots' seals decide whether it is true.</summary>
    public static ulong SerialOf(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length != CardFile.Length)
            throw CardFileFaults.Damaged.Exception($"{name} has {file.Length} bytes, a card file has {CardFile.Length}");
        var first = CardSlotCodec.SerialOf(file);
        var second = CardSlotCodec.SerialOf(file[CardSlotCodec.Length..]);
        if (first is null && second is null)
            throw CardFileFaults.Damaged.Exception($"{name} does not begin as a card file of version 1");
        if (first is { } a && second is { } b && a != b)
            throw CardFileFaults.Damaged.Exception($"{name} names two cards, {a} and {b}");
        return first ?? second!.Value;
    }

    /// <summary>
    /// The newest authentic slot. It must be the generation that the counter knows, or the one after it (the cut fell between
    /// slot and counter).
    /// </summary>
    public static SlotContent Newest(ReadOnlySpan<byte> file, Secret key, ulong known, string name)
    {
        var slots = new List<SlotContent>();
        for (int i = 0; i < 2; i++)
        {
            if (CardSlotCodec.Open(file.Slice(i * CardSlotCodec.Length, CardSlotCodec.Length), key) is { } slot)
                Keep(slots, i, slot.Generation, slot.State);
        }

        var newest = slots.MaxBy(s => s.Generation);
        foreach (var stale in slots.Where(s => s != newest))
            stale.State.Dispose();
        if (newest is not null && (newest.Generation == known || newest.Generation == known + 1))
            return newest;
        newest?.State.Dispose();
        throw Refusal(newest, slots.Count, known, name);
    }

    // A state in the other slot than its own is a copy, and none of the card's.
    private static void Keep(List<SlotContent> slots, int index, ulong generation, CardState state)
    {
        if (generation % 2 == (ulong)index)
            slots.Add(new(generation, state));
        else
            state.Dispose();
    }

    private static FaultException Refusal(SlotContent? newest, int authentic, ulong known, string name) => newest switch
    {
        null => CardFileFaults.Damaged.Exception($"no state in {name} is authentic"),
        { } s when s.Generation > known => CardFileFaults.KeyDamaged.Exception(
            $"{name} holds state {s.Generation}, the counter beside its key is {known}: the counter is of another time"),
        { } s when authentic < 2 && s.Generation + 1 == known => CardFileFaults.Damaged.Exception($"state {known} in {name} is damaged, only the one before it is left"),
        { } s => CardFileFaults.Old.Exception($"{name} holds state {s.Generation}, its card went on to {known}"),
    };
}
