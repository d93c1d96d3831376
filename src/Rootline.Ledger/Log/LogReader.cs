using Rootline.Core.Disks;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Log;

/// <summary>
/// Reads an audit log of version 1 or 2, the original's or a station's, and neither creates nor changes anything. For one
/// thread at a time. Looking at a file's head ends the locks that the same process holds on it through SQLite: a process
/// that writes a ledger reads its log through the ledger, or between two commits.
/// </summary>
public sealed class LogReader : IDisposable
{
    private readonly SqliteConnection _database;

    private LogReader(SqliteConnection database, string? cardId, IReadOnlyList<string> warnings) =>
        (_database, CardId, Warnings) = (database, cardId, warnings);

    /// <summary>The log's path.</summary>
    public string Path => _database.Path;

    /// <summary>The id of the card that the log belongs to, or null in a log of version 1, which does not hold it.</summary>
    public string? CardId { get; }

    /// <summary>The log's version: 1 or 2.</summary>
    public int Version => CardId is null ? 1 : 2;

    /// <summary>What a reader of the verdict must know about the file.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Opens a log.</summary>
    /// <param name="path">The log's path.</param>
    /// <param name="disk">The disk it lies on.</param>
    /// <param name="vfs">The file system under SQLite, or null for the operating system's.</param>
    /// <exception cref="Core.Faults.FaultException">
    /// The file is missing, no log, damaged, or half written (<see cref="SqliteFaults.HotJournal"/>,
    /// <see cref="SqliteFaults.WriteAheadLog"/>).
    /// </exception>
    public static LogReader Open(string path, IDisk disk, SqliteVfs? vfs = null)
    {
        List<string> warnings = [];
        var access = SqliteAccess.Read;
        if (WriteAheadHeader.IsSet(disk, path))
        {
            if (WriteAheadHeader.HasSidecar(disk, path))
                throw SqliteFaults.WriteAheadLog.Exception($"{path}: its newest records may lie in {path}-wal");
            warnings.Add("the file says that it has a write-ahead log, which is not beside it: if it was not folded back, its newest records are missing");
            access = SqliteAccess.ReadUnchanging;
        }

        var database = SqliteConnection.Open(path, new() { Access = access, Vfs = vfs, OneThread = true });
        try
        {
            LogSchema.DemandRecords(database);
            return new(database, LogSchema.ReadCardId(database), warnings);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The rows by rising id, one at a time.</summary>
    public IEnumerable<LogRow> Rows()
    {
        using var statement = _database.Prepare(LogSchema.SelectRows + " ORDER BY id");
        while (statement.Step())
            yield return LogSchema.Read(statement);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _database.Dispose();
}
