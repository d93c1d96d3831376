using Rootline.Ledger.Station;

namespace Rootline.Proof.Reconciliation;

/// <summary>Judges units that were counted and have no row in the log.</summary>
/// <param name="lost">The runs that lost a unit, by its counter.</param>
internal sealed class MissingUnits(IReadOnlyDictionary<uint, Run> lost)
{
    /// <summary>Accounts for a gap: a unit of a run that lost it alone, what lies between such units together.</summary>
    /// <param name="first">The first missing counter.</param>
    /// <param name="last">The last missing counter; below the first where nothing is missing.</param>
    /// <param name="place">Where they are missing.</param>
    public IEnumerable<UnitAccount> Gap(long first, long last, string place)
    {
        long from = first;
        foreach (uint unit in lost.Keys.Where(u => u >= first && u <= last).Order())
        {
            if (unit > from)
                yield return Nobodys((uint)from, unit - 1, place);
            var run = lost[unit];
            yield return new(unit, unit, UnitFate.Lost, $"{place}: {run.Note}") { Chip = run.Chip, Run = run.Id, Journal = run.State };
            from = (long)unit + 1;
        }

        if (from <= last)
            yield return Nobodys((uint)from, (uint)last, place);
    }

    private static UnitAccount Nobodys(uint first, uint last, string place) =>
        new(first, last, UnitFate.Lost, $"{place}: no run here asked for it; another log of this card may hold it");
}
