using Rootline.Ledger.Station;

namespace Rootline.Proof.Reconciliation;

/// <summary>The account of one unit, or of several in a row that nothing tells apart.</summary>
/// <param name="First">The card's counter of the first unit.</param>
/// <param name="Last">The card's counter of the last unit; the first one's for a single unit.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Reason">Why, and where it is missing: lower case, no full stop; empty for a unit that is done.</param>
public sealed record UnitAccount(uint First, uint Last, UnitFate Fate, string Reason)
{
    /// <summary>The row of the log, or null.</summary>
    public long? Row { get; init; }

    /// <summary>The chip that it was counted for, 32 lower-case hexadecimal digits, or null where that is not known.</summary>
    public string? Chip { get; init; }

    /// <summary>The run in the journal, or null.</summary>
    public long? Run { get; init; }

    /// <summary>What the journal says, or null.</summary>
    public RunState? Journal { get; init; }

    /// <summary>What the chip was found to be, or null where it was not asked.</summary>
    public ChipCondition? Found { get; init; }

    /// <summary>The command that finishes it, or null.</summary>
    public string? Next { get; init; }

    /// <summary>How many units.</summary>
    public long Count => (long)Last - First + 1;
}
