using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>Holds gaps against the waivers that were handed in; each must be the OEM's and explain a gap.</summary>
internal sealed class WaiverDesk(IReadOnlyList<GivenWaiver> waivers)
{
    private readonly HashSet<GivenWaiver> _used = new(ReferenceEqualityComparer.Instance);
    private readonly List<ExplainedGap> _explained = [];

    /// <summary>The gaps that were explained, in the order of the rows.</summary>
    public IReadOnlyList<ExplainedGap> Explained => _explained;

    /// <summary>Whether a waiver explains a gap; it is noted then.</summary>
    public bool Explains(LogGap gap)
    {
        if (waivers.FirstOrDefault(w => w.IsGenuine && gap.IsThatOf(w.Waiver)) is not { } given)
            return false;
        _used.Add(given);
        var waiver = given.Waiver;
        _explained.Add(new(waiver.CardId, waiver.First, waiver.Last, waiver.Reason, waiver.By, waiver.Time, given.Name));
        return true;
    }

    /// <summary>What is wrong with the waivers that explained nothing.</summary>
    /// <param name="cards">The ids of the cards whose logs were judged.</param>
    public IEnumerable<LogFault> Unused(IReadOnlySet<string> cards) =>
        waivers.Where(w => !_used.Contains(w)).Select(w => new LogFault(0, null, LogFaultKind.Waiver, Why(w, cards)));

    private static string Why(GivenWaiver given, IReadOnlySet<string> cards)
    {
        string counters = MissingNumbers.Name("counter", given.Waiver.First, given.Waiver.Last);
        if (!given.IsGenuine)
            return $"{given.Name}: the waiver for {counters} is not signed by a key that stands for the OEM";
        return cards.Contains(given.Waiver.CardId)
            ? $"{given.Name}: the waiver for {counters} does not fit any gap of the log"
            : $"{given.Name}: the waiver for {counters} speaks of card {given.Waiver.CardId}, whose log is not judged here";
    }
}
