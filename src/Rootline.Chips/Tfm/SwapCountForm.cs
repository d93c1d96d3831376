namespace Rootline.Chips.Tfm;

/// <summary>How much of the swap count a release of TF-M programs. Source: tfm-provisioning section 3.2.</summary>
public enum SwapCountForm
{
    /// <summary>All four bytes: 1.8 and later.</summary>
    Whole,

    /// <summary>One program unit, if that is shorter: 1.7.0 on flash of bytes writes the lowest byte alone, the others stay erased.</summary>
    FirstUnit,
}
