using Rootline.Core.Faults;

namespace Rootline.Chips.Lpc55;

/// <summary>The chips that there are virtual ones of.</summary>
public static class ChipProfiles
{
    /// <summary>There is no virtual chip of the family yet.</summary>
    public static readonly FaultCode NoSuchChip = new(
        "chip-family-not-virtual", Party.Operator, "there is no virtual chip of this family", "use lpc55s69; docs/status.md says which families are to come");

    private static readonly ChipProfile[] All = [ChipProfile.Lpc55S69];

    /// <summary>The profile of a family.</summary>
    /// <param name="family">A current or old name.</param>
    public static ChipProfile Of(string family) =>
        Array.Find(All, p => p.Family.Is(family))
        ?? throw NoSuchChip.Exception($"there is no virtual chip of family {family}");
}
