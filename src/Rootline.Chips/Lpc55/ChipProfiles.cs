namespace Rootline.Chips.Lpc55;

/// <summary>The chips that there are virtual ones of.</summary>
public static class ChipProfiles
{
    private static readonly ChipProfile[] All = [ChipProfile.Lpc55S69];

    /// <summary>The profile of a family.</summary>
    /// <param name="family">A current or old name.</param>
    /// <exception cref="Core.Faults.FaultException"><see cref="ChipFaults.NoSuchChip"/>.</exception>
    public static ChipProfile Of(string family) =>
        Array.Find(All, p => p.Family.Is(family))
        ?? throw ChipFaults.NoSuchChip.Exception($"there is no virtual chip of family {family}");
}
