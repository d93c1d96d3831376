namespace Rootline.Proof.Reconciliation;

/// <summary>What a chip in a socket was found to be.</summary>
public enum ChipCondition
{
    /// <summary>In its ROM, never provisioned.</summary>
    Open,

    /// <summary>The provisioning firmware runs.</summary>
    Firmware,

    /// <summary>The power went while it burned its pages.</summary>
    Interrupted,

    /// <summary>Provisioned: closed for good.</summary>
    Closed,
}
