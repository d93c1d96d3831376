using Rootline.Core.Disks;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>
/// Reads a station's journal, and neither creates nor changes anything. For one thread at a time. What <see cref="LogReader"/>
/// says of looking at a file's head holds here too.
/// </summary>
public sealed class JournalLog : IDisposable
{
    private readonly SqliteConnection _database;
    private readonly long? _version;

    private JournalLog(SqliteConnection database, long? version) => (_database, _version) = (database, version);

    /// <summary>Whether the file has a journal: an export or a log of the original has none.</summary>
    public bool HasRuns => _version is not null;

    /// <summary>Opens a station's file, or a log without a journal.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="disk">The disk it lies on.</param>
    /// <exception cref="Core.Faults.FaultException">
    /// The file is missing, no log, of a newer version, damaged, or half written (<see cref="SqliteFaults.HotJournal"/>).
    /// </exception>
    public static JournalLog Open(string path, IDisk disk)
    {
        if (WriteAheadHeader.IsSet(disk, path))
            throw SqliteFaults.WriteAheadLog.Exception($"{path} was switched to a write-ahead log by another program");
        var database = SqliteConnection.Open(path, new() { Access = SqliteAccess.Read });
        try
        {
            LogSchema.DemandRecords(database);
            return new(database, StationSchema.ReadVersion(database));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The runs by rising number, one at a time, without their three containers.</summary>
    public IEnumerable<Run> Runs()
    {
        if (_version is null)
            yield break;
        using var statement = _database.Prepare((_version == 1 ? RunRow.SelectLightVersion1 : RunRow.SelectLight) + " ORDER BY id");
        while (statement.Step())
            yield return RunRow.Read(statement, _database.Path);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _database.Dispose();
}
