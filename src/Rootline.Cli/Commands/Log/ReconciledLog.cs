using Rootline.Cli.Frame;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;
using Rootline.Ledger.Station;
using Rootline.Proof.Reconciliation;

namespace Rootline.Cli.Commands.Log;

/// <summary>What a log and its journal say at one moment.</summary>
/// <param name="CardId">The card's id, or null in a log of version 1.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Runs">The runs, or null where there is no journal.</param>
internal sealed record ReconciledLog(string? CardId, IReadOnlyList<RecordedUnit> Rows, IReadOnlyList<Run>? Runs)
{
    /// <summary>Reads a log without changing it, also one that a killed station left in the middle of a transaction.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The log's absolute path.</param>
    public static ReconciledLog Read(CommandContext context, string path)
    {
        using var held = Hold(context.Disk, path);
        try
        {
            return ReadStill(context.Disk, path);
        }
        catch (FaultException e) when (e.Fault.Code == SqliteFaults.HotJournal)
        {
            using var copy = new RolledBackCopy(path);
            return ReadStill(context.Disk, copy.Path);
        }
    }

    // A log without a lock beside it was never a station's here: it is a copy, and nothing is made beside it.
    private static IDisposable? Hold(IDisk disk, string path) => disk.Exists(path + ".lock")
        ? disk.TryLock(path + ".lock") ?? throw LedgerFaults.InUse.Exception($"{path} is held by a station ({path}.lock is locked)")
        : null;

    private static ReconciledLog ReadStill(IDisk disk, string path)
    {
        using var journal = JournalLog.Open(path, disk);
        using var log = LogReader.Open(path, disk);
        return new(log.CardId, [.. log.Rows().Select(RecordedUnit.Of)], journal.HasRuns ? [.. journal.Runs()] : null);
    }
}
