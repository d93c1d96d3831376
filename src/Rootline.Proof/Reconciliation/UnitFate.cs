namespace Rootline.Proof.Reconciliation;

/// <summary>What became of a unit of the quota.</summary>
public enum UnitFate
{
    /// <summary>It is in a chip that said so after its last reset.</summary>
    Done,

    /// <summary>The log holds its record, and no journal says whether the chip took it.</summary>
    Recorded,

    /// <summary>It can still come into its chip.</summary>
    Pending,

    /// <summary>It was counted, and no chip is known to have it.</summary>
    Lost,
}
