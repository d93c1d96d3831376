namespace Rootline.Line.Nxp.Settlement;

/// <summary>What a person says became of a run.</summary>
public enum SettledAs
{
    /// <summary>A unit was used and the chip has nothing of it.</summary>
    Spent,

    /// <summary>A unit was used, the answer may be in the chip, and nobody will ever ask the chip.</summary>
    Unconfirmed,

    /// <summary>No unit was used.</summary>
    Unused,
}
