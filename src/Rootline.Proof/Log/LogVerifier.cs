using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;

namespace Rootline.Proof.Log;

/// <summary>
/// Judges audit logs in one pass: signatures, chain, counters, ids, columns, beginning and end, and where the keys are given the
/// chips' and the OEM's certificates. Several workers verify, one thread reads; the verdict does not depend on how many. It is
/// stricter than the original, which finds neither missing leading records, nor ids beyond the row count, nor counters that
/// jump, nor bytes moved between columns.
/// </summary>
public static class LogVerifier
{
    /// <summary>Judges a log file.</summary>
    /// <param name="log">The log.</param>
    /// <param name="policy">What it is judged by.</param>
    public static LogVerdict Verify(LogReader log, LogPolicy policy) => Verify([One(LogSource.Of(log), policy)], policy);

    /// <summary>Judges rows.</summary>
    /// <param name="rows">The rows by rising id; read once.</param>
    /// <param name="policy">What they are judged by.</param>
    /// <param name="warnings">Warnings about the place the rows come from.</param>
    public static LogVerdict Verify(IEnumerable<LogRow> rows, LogPolicy policy, IReadOnlyList<string>? warnings = null) =>
        Verify([One(new("log", null, rows, warnings ?? []), policy)], policy);

    /// <summary>Judges the logs of one or several cards together.</summary>
    /// <param name="cards">What is handed in about each card.</param>
    /// <param name="policy">What they are judged by; what is said there about one card does not count here.</param>
    public static LogVerdict Verify(IReadOnlyList<CardEvidence> cards, LogPolicy policy)
    {
        var draft = new VerdictDraft(policy, cards.Sum(c => c.Logs.Count) > 1);
        List<JudgedLog> logs = [];
        using var pipeline = new RowPipeline(policy);
        foreach (var card in cards)
        {
            var pass = new LogPass(card, draft);
            foreach (var log in card.Logs)
                logs.Add(Judge(log, pass, draft, pipeline));
            pass.End();
        }

        return draft.Finish(cards, logs);
    }

    private static CardEvidence One(LogSource log, LogPolicy policy) => new(log.CardId, [log])
    {
        BeginsAt = policy.BeginsAt,
        ExpectCounter = policy.ExpectCounter,
        Quota = policy.Quota,
    };

    private static JudgedLog Judge(LogSource log, LogPass pass, VerdictDraft draft, RowPipeline pipeline)
    {
        var judged = new JudgedLog(log.Name, log.CardId, 0, null, null, []);
        pass.Begin(log);
        draft.Chips.Begin(log.Name);
        long records = 0;
        uint? first = null;
        RowFinding last = default;
        pipeline.Run(log.Rows, row =>
        {
            first = records++ == 0 ? row.Counter : first;
            last = row;
            pass.Next(row);
        });
        return records == 0 ? judged : judged with { Records = records, First = first, Last = last.Counter, EndHash = last.Hash };
    }
}
