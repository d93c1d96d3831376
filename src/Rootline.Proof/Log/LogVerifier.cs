using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;

namespace Rootline.Proof.Log;

/// <summary>
/// Judges an audit log in one pass with constant memory: signatures, chain, counters, ids, columns, beginning and end. It is
/// stricter than the original, which finds neither missing leading records, nor ids beyond the row count, nor counters that
/// jump, nor bytes moved between columns.
/// </summary>
public static class LogVerifier
{
    private const string EndUnproved =
        "the end of the log is not proved: records may have been cut off behind the last one; compare with the card's counter";

    /// <summary>Judges a log file.</summary>
    /// <param name="log">The log.</param>
    /// <param name="policy">What it is judged by.</param>
    public static LogVerdict Verify(LogReader log, LogPolicy policy) => Verify(log.Rows(), policy, log.Warnings);

    /// <summary>Judges rows.</summary>
    /// <param name="rows">The rows by rising id; read once.</param>
    /// <param name="policy">What they are judged by.</param>
    /// <param name="warnings">Warnings about the place the rows come from.</param>
    public static LogVerdict Verify(IEnumerable<LogRow> rows, LogPolicy policy, IReadOnlyList<string>? warnings = null)
    {
        var pass = new LogPass(policy);
        foreach (var row in rows)
            pass.Next(row);
        pass.End();
        bool endChecked = policy.ExpectCounter is not null;
        return new(
            pass.Records > 0 && pass.Faults.Count == 0,
            pass.Records,
            pass.Verified,
            endChecked,
            pass.Faults,
            endChecked ? warnings ?? [] : [.. warnings ?? [], EndUnproved]);
    }
}
