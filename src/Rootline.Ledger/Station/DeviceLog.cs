using Rootline.Core.Disks;
using Rootline.Formats.Records;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>
/// Reads the device records of a station's file, and neither creates nor changes anything; a station may be working on it. For
/// one thread at a time. What <see cref="LogReader"/> says of looking at a file's head holds here too.
/// </summary>
public sealed class DeviceLog : IDisposable
{
    private readonly SqliteConnection _database;

    private DeviceLog(SqliteConnection database) => _database = database;

    /// <summary>Opens a station's file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="disk">The disk it lies on.</param>
    /// <exception cref="Core.Faults.FaultException">
    /// The file is missing, no log, a log without device records (<see cref="LedgerFaults.NoDevices"/>), damaged, or half written.
    /// </exception>
    public static DeviceLog Open(string path, IDisk disk)
    {
        if (WriteAheadHeader.IsSet(disk, path))
            throw SqliteFaults.WriteAheadLog.Exception($"{path} was switched to a write-ahead log by another program");
        var database = SqliteConnection.Open(path, new() { Access = SqliteAccess.Read });
        try
        {
            LogSchema.DemandRecords(database);
            return LogSchema.HasTable(database, "rootline_devices")
                ? new(database)
                : throw LedgerFaults.NoDevices.Exception($"{path} is an audit log without device records");
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The device records in the order of their making, one at a time.</summary>
    public IEnumerable<DeviceRecord> Records() => new DeviceTable(_database).All();

    /// <summary>The device records with what their station signed of them, in the order of their making, one at a time.</summary>
    public IEnumerable<SignedRecord> SignedRecords() => new SignatureTable(_database).All();

    /// <summary>Closes the file.</summary>
    public void Dispose() => _database.Dispose();
}
