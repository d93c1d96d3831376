namespace Rootline.Chips.Lpc55;

/// <summary>How far a chip is on its way from the vendor to the product.</summary>
public enum ChipLife
{
    /// <summary>Not provisioned: the CMPA is blank.</summary>
    Open,

    /// <summary>The power went while it was closed; the same wrapped data finish it, nothing else is taken.</summary>
    Interrupted,

    /// <summary>Provisioned for good.</summary>
    Closed,
}
