using Rootline.Formats.Records;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>The device records, in canonical bytes, chained by their ids.</summary>
internal sealed class DeviceTable(SqliteConnection database)
{
    public string? LastId()
    {
        using var statement = database.Prepare("SELECT record_id FROM rootline_devices ORDER BY id DESC LIMIT 1");
        return statement.Step() ? statement.Text(0) : null;
    }

    public IEnumerable<DeviceRecord> All()
    {
        using var statement = database.Prepare("SELECT content FROM rootline_devices ORDER BY id");
        while (statement.Step())
            yield return DeviceRecordJson.Decode(statement.Blob(0)).OrThrow(database.Path);
    }

    /// <summary>Adds the record of a run.</summary>
    /// <param name="run">The run as the journal holds it.</param>
    /// <param name="counter">The counter in the run's row of the log, or null when it has none.</param>
    /// <param name="record">The record; it must agree with both.</param>
    public void Append(Run run, uint? counter, DeviceRecord record)
    {
        Demand(record.Chip == run.Chip, run, "names another chip");
        Demand((record.CardId ?? StationLedger.NoCard) == run.CardId, run, "names another card");
        Demand(record.Scheme == run.Scheme, run, "names another scheme");
        Demand(record.NxpRow == run.NxpRow, run, "names another row of the log");
        Demand(counter is null || record.Counter == counter, run, "names another counter");
        Demand(record.Previous == LastId(), run, "does not follow the ledger's last device record");
        byte[] content = DeviceRecordJson.Encode(record);
        DeviceRecordJson.Decode(content).OrThrow($"run {run.Id}");
        using var statement = database.Prepare("INSERT INTO rootline_devices (record_id, run_id, content) VALUES (?, ?, ?)");
        statement.Bind(1, DeviceRecord.IdOf(content)).Bind(2, run.Id).Bind(3, content).Run();
    }

    private static void Demand(bool condition, Run run, string what)
    {
        if (!condition)
            throw LedgerFaults.RecordMismatch.Exception($"the device record of run {run.Id} {what}");
    }
}
