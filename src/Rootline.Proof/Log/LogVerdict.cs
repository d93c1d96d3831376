using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>The verdict over a log.</summary>
/// <param name="Ok">True when there are records and no faults.</param>
/// <param name="Records">How many rows there are.</param>
/// <param name="Verified">How many of them have no fault.</param>
/// <param name="EndChecked">Whether the end was compared with the card's counter.</param>
/// <param name="Faults">All faults, in the order of the rows.</param>
/// <param name="Warnings">What the verdict does not prove.</param>
public sealed record LogVerdict(
    bool Ok,
    long Records,
    long Verified,
    bool EndChecked,
    IReadOnlyList<LogFault> Faults,
    IReadOnlyList<string> Warnings);
