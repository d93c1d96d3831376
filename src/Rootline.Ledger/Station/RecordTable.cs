using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>The NXP log inside the station's file.</summary>
internal sealed class RecordTable(SqliteConnection database, LogBeginning beginning)
{
    public LoggedRecord? Last()
    {
        using var statement = database.Prepare(LogSchema.SelectRows + " ORDER BY id DESC LIMIT 1");
        return statement.Step() ? Read(statement) : null;
    }

    public uint? CounterOf(long? row)
    {
        using var statement = database.Prepare(LogSchema.SelectRows + " WHERE id = ?");
        return statement.Bind(1, row).Step() ? Read(statement).Record.Counter : null;
    }

    public long Count()
    {
        using var statement = database.Prepare("SELECT count(*) FROM records");
        statement.Step();
        return statement.Number(0);
    }

    public IEnumerable<LoggedRecord> All()
    {
        using var statement = database.Prepare(LogSchema.SelectRows + " ORDER BY id");
        while (statement.Step())
            yield return Read(statement);
    }

    /// <summary>Adds a record behind the last one.</summary>
    /// <param name="record">The card's record.</param>
    /// <param name="acceptLoss">Whether records of the card may be missing before it.</param>
    /// <returns>The row's id.</returns>
    public long Append(AuditRecord record, bool acceptLoss)
    {
        var last = Last();
        DemandSuccessor(last, record, acceptLoss);
        long id = (last?.Row ?? 0) + 1;
        using var insert = LogSchema.PrepareInsert(database);
        LogSchema.Insert(insert, LogRow.Of(id, record).OrThrow());
        return id;
    }

    private void DemandSuccessor(LoggedRecord? last, AuditRecord record, bool acceptLoss)
    {
        long expected = last is null ? beginning.Counter : (long)last.Record.Counter + 1;
        if (record.Counter < expected)
            throw LedgerFaults.OldRecord.Exception($"the card's record has counter {record.Counter}, {database.Path} expects {expected}");
        if (record.Counter > expected)
        {
            if (acceptLoss)
                return;
            string missing = MissingNumbers.Name("counter", expected, record.Counter - 1L);
            throw LedgerFaults.LostRecord.Exception($"{missing} of the card never reached {database.Path}: the card's record has counter {record.Counter}");
        }

        byte[] hash = last?.Record.Hash() ?? beginning.StartHash;
        if (!record.StartHash.AsSpan().SequenceEqual(hash))
            throw LedgerFaults.BrokenChain.Exception($"the card's record with counter {record.Counter} does not begin with the hash of the last record in {database.Path}");
    }

    private LoggedRecord Read(SqliteStatement statement)
    {
        var row = LogSchema.Read(statement);
        return new(row.Id, row.ToRecord().OrThrow(database.Path));
    }
}
