namespace Rootline.Formats.Psa.Store;

/// <summary>That a device is not to be trusted any more.</summary>
/// <param name="Time">When that was said, to the millisecond, UTC.</param>
/// <param name="Reason">Why, in the operator's words: 1 to <see cref="MaxReason"/> characters, none of them a control character.</param>
public sealed record Revocation(DateTimeOffset Time, string Reason)
{
    /// <summary>The longest reason in characters.</summary>
    public const int MaxReason = 200;

    /// <summary>Whether a text may be a reason.</summary>
    /// <param name="reason">The text.</param>
    public static bool IsReason(string reason) => reason.Length is > 0 and <= MaxReason && !reason.Any(c => char.IsControl(c) || char.IsSurrogate(c));
}
