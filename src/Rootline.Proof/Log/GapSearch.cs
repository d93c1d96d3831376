using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>Finds the gap that a waiver is to speak of.</summary>
public static class GapSearch
{
    /// <summary>Finds the gap of exactly these counters.</summary>
    /// <param name="card">The card's logs.</param>
    /// <param name="first">The first missing counter, from 1.</param>
    /// <param name="last">The last missing counter; where no record follows, the gap is at the end.</param>
    public static Parsed<LogGap> Find(CardEvidence card, uint first, uint last)
    {
        uint before = 0;
        byte[] hash = LogBeginning.Whole.StartHash;
        foreach (var row in card.Logs.SelectMany(l => l.Rows))
        {
            if (row.CounterValue is { } counter)
            {
                if (Fits(before, counter, first, last))
                    return new LogGap(card.CardId, first, last, hash, row.Hash());
                before = counter;
            }

            hash = row.Hash();
        }

        if (before > 0 && before + 1L == first && first <= last)
            return new LogGap(card.CardId, first, last, hash, null);
        return WaiverFaults.NoGap.Fault($"{MissingNumbers.Name("counter", first, last)}: the log of {card.Label} has no such gap");
    }

    private static bool Fits(uint before, uint after, uint first, uint last) =>
        before + 1L == first && after == last + 1L && first <= last;
}
