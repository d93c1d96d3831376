using System.Globalization;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>A verdict in words: the same on the screen and in a report.</summary>
public static class VerdictWords
{
    /// <summary>One line for the whole.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Summary(LogVerdict verdict)
    {
        string head = verdict.Ok ? "the log is in order" : "the log is rejected";
        string explained = verdict.Explained.Count == 0 ? "" : $", {Count(verdict.Explained.Count, "explained gap")}";
        string end = verdict.EndChecked ? "the end was checked against the card's counter" : "the end was not checked";
        return $"{head}: {Count(verdict.Records, "record")}, {Text(verdict.Verified)} verified, {Count(verdict.FaultCount, "fault")}{explained}; {end}";
    }

    /// <summary>A fault with its place.</summary>
    /// <param name="fault">The fault.</param>
    public static string Of(LogFault fault)
    {
        string log = fault.Log is null ? "" : $"{fault.Log}: ";
        string counter = fault.Counter is { } number ? $" (counter {Text(number)})" : "";
        string row = HasRow(fault) ? $"row {Text(fault.Row)}{counter}: " : "";
        return $"{log}{row}{LogVerdictJson.Name(fault.Kind)}: {fault.Text}";
    }

    /// <summary>A number and its noun.</summary>
    /// <param name="count">The number.</param>
    /// <param name="noun">The noun, in the singular.</param>
    public static string Count(long count, string noun) => $"{Text(count)} {noun}{(count == 1 ? "" : "s")}";

    // A log may have a row 0, which is wrong; a fault of the whole log has none.
    private static bool HasRow(LogFault fault) =>
        fault.Row != 0 || fault.Counter is not null
        || fault.Kind is not (LogFaultKind.First or LogFaultKind.Die or LogFaultKind.Order or LogFaultKind.Waiver);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
