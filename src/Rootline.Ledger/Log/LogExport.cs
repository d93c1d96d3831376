using Rootline.Core.Disks;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Log;

/// <summary>
/// Writes a clean log of version 2 with the original's two tables and nothing of the station's. Rows are copied as they are
/// stored: an export neither repairs nor hides anything.
/// </summary>
public static class LogExport
{
    /// <summary>Writes the log.</summary>
    /// <param name="log">The log to copy.</param>
    /// <param name="destination">A path where no file is.</param>
    /// <param name="disk">The disk of the destination.</param>
    /// <param name="cardId">The card's id, needed for a log of version 1 only.</param>
    /// <param name="vfs">The file system under SQLite, or null for the operating system's.</param>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="Core.Faults.FaultException">The destination exists, or cannot be written; then it is deleted again.</exception>
    public static long Write(LogReader log, string destination, IDisk disk, string? cardId = null, SqliteVfs? vfs = null)
    {
        string card = log.CardId ?? cardId ?? throw LogFaults.NoCard.Exception($"{log.Path} is a log of version 1");
        if (disk.Exists(destination))
            throw LogFaults.DestinationExists.Exception($"{destination} exists");
        try
        {
            using var database = SqliteConnection.Open(destination, new() { Access = SqliteAccess.Create, Vfs = vfs });
            database.Execute("PRAGMA journal_mode=DELETE");
            database.Execute("PRAGMA synchronous=EXTRA");
            long count = 0;
            database.Transact(() => count = Copy(log, database, card));
            return count;
        }
        catch (Core.Faults.FaultException)
        {
            disk.Delete(destination);
            throw;
        }
    }

    private static long Copy(LogReader log, SqliteConnection database, string card)
    {
        database.Execute(LogSchema.CreateRecords);
        database.Execute(LogSchema.CreateProperties);
        LogSchema.InsertProperties(database, card);
        using var insert = LogSchema.PrepareInsert(database);
        long count = 0;
        foreach (var row in log.Rows())
        {
            LogSchema.Insert(insert, row);
            count++;
        }

        return count;
    }
}
