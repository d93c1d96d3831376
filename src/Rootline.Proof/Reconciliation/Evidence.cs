using Rootline.Ledger.Station;

namespace Rootline.Proof.Reconciliation;

/// <summary>All that is known of a card's units, side by side.</summary>
public sealed record Evidence
{
    /// <summary>The log's rows by rising id.</summary>
    public required IReadOnlyList<RecordedUnit> Rows { get; init; }

    /// <summary>The journal's runs by rising number; null for a log without a journal.</summary>
    public IReadOnlyList<Run>? Runs { get; init; }

    /// <summary>Units that the card counted; null where the card was not asked.</summary>
    public uint? CardCounter { get; init; }

    /// <summary>The chips that were asked.</summary>
    public IReadOnlyList<ChipSight> Chips { get; init; } = [];

    /// <summary>The counter that the log's first record should have.</summary>
    public uint FirstCounter { get; init; } = 1;

    /// <summary>The configuration as the operator names it, for the commands that are told.</summary>
    public string Config { get; init; } = "FILE";
}
