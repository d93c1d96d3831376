using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>The verdict over one or several logs.</summary>
/// <param name="Ok">True when there are records and no faults.</param>
/// <param name="Records">How many rows there are.</param>
/// <param name="Verified">How many of them have no fault.</param>
/// <param name="EndChecked">Whether the end of every card's log was compared with the card's counter.</param>
/// <param name="Faults">The faults, in the order of the rows; at most <see cref="VerdictLimits.Faults"/>.</param>
/// <param name="Warnings">What the verdict does not prove.</param>
public sealed record LogVerdict(
    bool Ok,
    long Records,
    long Verified,
    bool EndChecked,
    IReadOnlyList<LogFault> Faults,
    IReadOnlyList<string> Warnings)
{
    /// <summary>How many faults there are, those that are not listed included.</summary>
    public long FaultCount { get; init; } = Faults.Count;

    /// <summary>What nobody gave the means to check.</summary>
    public IReadOnlyList<string> NotChecked { get; init; } = [];

    /// <summary>Gaps that a waiver explains.</summary>
    public IReadOnlyList<ExplainedGap> Explained { get; init; } = [];

    /// <summary>The units counted against an order; null when none was named.</summary>
    public OrderBalance? Order { get; init; }

    /// <summary>The logs that were judged, card by card, in the order of their records.</summary>
    public IReadOnlyList<JudgedLog> Logs { get; init; } = [];
}
