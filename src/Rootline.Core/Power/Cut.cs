namespace Rootline.Core.Power;

/// <summary>Where in an operation the power goes.</summary>
public enum CutMoment
{
    /// <summary>Nothing of the operation happens.</summary>
    Before,

    /// <summary>A part of it happens: <see cref="Cut.Outcome"/> says which.</summary>
    Torn,

    /// <summary>All of it happens, nothing after it.</summary>
    After,
}

/// <summary>A power cut to come.</summary>
/// <param name="Index">The operation it falls on, counted from 0 in its domain.</param>
/// <param name="Moment">Where in the operation.</param>
/// <param name="Outcome">Which torn outcome, from 0.</param>
/// <param name="Survival">What becomes of file writes that were not yet synced.</param>
public sealed record Cut(int Index, CutMoment Moment, int Outcome = 0, Survival Survival = Survival.Lost);

/// <summary>What becomes of a file's unsynced writes at a power cut: any subset may survive; these stand for all.</summary>
public enum Survival
{
    /// <summary>None survives.</summary>
    Lost,

    /// <summary>All survive.</summary>
    Kept,

    /// <summary>Every second one survives, so that later ones outlive earlier ones.</summary>
    Alternating,
}
