using Rootline.Formats.Records;

namespace Rootline.Proof.Log;

/// <summary>
/// What the station says about a card's units in its device records. The card does not sign them: a report says so. Units that
/// are not done are remembered, the others counted.
/// </summary>
public sealed class StationWord
{
    private readonly Dictionary<uint, DeviceOutcome> _notDone = [];
    private readonly SortedSet<string> _operators = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _lots = new(StringComparer.Ordinal);

    /// <summary>How many device records there are.</summary>
    public long Records { get; private set; }

    /// <summary>Devices that the station calls done.</summary>
    public long Done { get; private set; }

    /// <summary>Devices whose unit came to nothing.</summary>
    public long Spent { get; private set; }

    /// <summary>Devices of which the station does not know what came of them.</summary>
    public long Unconfirmed { get; private set; }

    /// <summary>The first record's time, or null without records.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>The last record's time, or null without records.</summary>
    public DateTimeOffset? To { get; private set; }

    /// <summary>Who worked at the station, at most <see cref="VerdictLimits.Names"/>.</summary>
    public IReadOnlyCollection<string> Operators => _operators;

    /// <summary>The production lots, at most <see cref="VerdictLimits.Names"/>.</summary>
    public IReadOnlyCollection<string> Lots => _lots;

    /// <summary>Listens to a device record.</summary>
    /// <param name="record">The records in the order of their making.</param>
    public void Hear(DeviceRecord record)
    {
        Records++;
        From ??= record.Time;
        To = record.Time;
        Note(_operators, record.Operator);
        Note(_lots, record.Lot);
        if (record.Outcome == DeviceOutcome.Done)
            Done++;
        else if (record.Outcome == DeviceOutcome.Spent)
            Spent++;
        else
            Unconfirmed++;
        // The last word on a unit counts: an unconfirmed one may be found done later.
        if (record.Counter is not { } counter)
            return;
        if (record.Outcome == DeviceOutcome.Done)
            _notDone.Remove(counter);
        else
            _notDone[counter] = record.Outcome;
    }

    /// <summary>What the station says of a unit that it does not call done; null for done, or when it says nothing.</summary>
    /// <param name="counter">The unit's counter.</param>
    public DeviceOutcome? OutcomeOf(uint? counter) =>
        counter is { } number && _notDone.TryGetValue(number, out var outcome) ? outcome : null;

    private static void Note(SortedSet<string> names, string name)
    {
        if (name.Length > 0 && names.Count < VerdictLimits.Names)
            names.Add(name);
    }
}
