namespace Rootline.Formats.Nxp.Log;

/// <summary>One thing wrong in a log, with its place.</summary>
/// <param name="Row">The row's id; 0 where the log has no row.</param>
/// <param name="Counter">The row's counter, or null where it has none that can be read.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Text">The same in words: lower case, no full stop.</param>
public sealed record LogFault(long Row, uint? Counter, LogFaultKind Kind, string Text)
{
    /// <summary>The log that the row is of, where several are judged together; null otherwise.</summary>
    public string? Log { get; init; }
}
