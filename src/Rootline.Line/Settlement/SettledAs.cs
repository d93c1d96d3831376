namespace Rootline.Line.Settlement;

/// <summary>What a person says became of a run.</summary>
public enum SettledAs
{
    /// <summary>A unit was used and the chip has nothing of it; where there is no card: no secret was given, and none ever will be.</summary>
    Spent,

    /// <summary>A unit was used, or secrets were given; they may be in the chip, and nobody will ever ask it.</summary>
    Unconfirmed,

    /// <summary>No unit was used.</summary>
    Unused,
}
