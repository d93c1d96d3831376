using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;

namespace Rootline.Proof.Log;

/// <summary>A log to be judged.</summary>
/// <param name="Name">Its name in faults, for example its path.</param>
/// <param name="CardId">The card that it names, or null for a log of version 1.</param>
/// <param name="Rows">Its rows by rising id; read twice where several logs are put in order.</param>
/// <param name="Warnings">Warnings about the place the rows come from.</param>
public sealed record LogSource(string Name, string? CardId, IEnumerable<LogRow> Rows, IReadOnlyList<string> Warnings)
{
    /// <summary>A log file.</summary>
    /// <param name="log">The open log.</param>
    public static LogSource Of(LogReader log) => new(log.Path, log.CardId, log.Rows(), log.Warnings);
}
