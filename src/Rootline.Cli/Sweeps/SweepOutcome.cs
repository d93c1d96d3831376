using Rootline.Core.Power;

namespace Rootline.Cli.Sweeps;

/// <summary>What became of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Exits">The exit codes of the visits in their order; null for one that was ended because it took too long.</param>
/// <param name="End">The chip at the end.</param>
/// <param name="CutFell">Whether the cut was reached.</param>
/// <param name="Operations">The chip's operations.</param>
internal sealed record SweepOutcome(SweepCase Case, IReadOnlyList<int?> Exits, ChipEnd End, bool CutFell, IReadOnlyList<Operation> Operations)
{
    /// <summary>Whether the last visit ended with 0.</summary>
    public bool EndsWell => Exits is [.., 0];

    /// <summary>Whether a visit took too long.</summary>
    public bool Hangs => Exits.Contains(null);
}

/// <summary>A chip at the end of a case, with power again.</summary>
/// <param name="Life">How far it is on its way, in one word.</param>
/// <param name="Content">SHA-256 of what counts of its flash, lower-case hexadecimal.</param>
/// <param name="Unreadable">How many words of its flash are unreadable.</param>
internal sealed record ChipEnd(string Life, string Content, int Unreadable);
