using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>The tables of a station's file: the original's two, and Rootline's own beside them.</summary>
internal static class StationSchema
{
    public const long Version = 2;

    /// <summary>A station looks for its open runs at every start: they are few, the journal is long.</summary>
    public const string CreateOpenRuns = $"CREATE INDEX rootline_runs_open ON rootline_runs (id) WHERE {RunRow.IsOpen}";

    /// <summary>Lost units are fewer still.</summary>
    public const string CreateLostUnits = "CREATE INDEX rootline_runs_lost ON rootline_runs (lost_unit) WHERE lost_unit IS NOT NULL";

    private static readonly string[] Own =
    [
        "CREATE TABLE rootline_schema (id integer PRIMARY KEY CHECK (id = 1), version integer NOT NULL)",
        "CREATE TABLE rootline_runs (id integer PRIMARY KEY, scheme text NOT NULL, chip text NOT NULL, state text NOT NULL, "
            + "card_id text NOT NULL, challenge blob, response blob, answer blob, nxp_row integer REFERENCES records (id), "
            + "started_ms integer NOT NULL, updated_ms integer NOT NULL, note text, refusal text, lost_unit integer)",
        "CREATE INDEX rootline_runs_chip ON rootline_runs (chip)",
        CreateOpenRuns,
        CreateLostUnits,
        "CREATE TABLE rootline_devices (id integer PRIMARY KEY, record_id text NOT NULL UNIQUE, "
            + "run_id integer NOT NULL UNIQUE REFERENCES rootline_runs (id), content blob NOT NULL)",
    ];

    /// <summary>Makes what is missing, in one transaction, and refuses a file that is not this card's.</summary>
    /// <param name="database">The file.</param>
    /// <param name="cardId">The card's id, empty for a station without a card, or null for whichever card's it is: then nothing is made.</param>
    /// <returns>The id of the card whose file it is.</returns>
    public static string Prepare(SqliteConnection database, string? cardId)
    {
        database.Execute("PRAGMA journal_mode=DELETE");
        database.Execute("PRAGMA synchronous=EXTRA");
        database.Execute("PRAGMA foreign_keys=ON");
        database.Execute("PRAGMA cell_size_check=ON");
        if (ReadVersion(database) is not { } version)
        {
            if (cardId is null)
                throw LedgerFaults.NoDevices.Exception($"{database.Path} has no journal");
            database.Transact(() => Create(database, cardId));
            return cardId;
        }

        string owner = DemandCard(database, cardId);
        if (version == 1)
            StationMigration.FromVersion1(database);
        return owner;
    }

    /// <summary>The schema's version, or null where the file has none of our tables; one that is not known is refused.</summary>
    public static long? ReadVersion(SqliteConnection database)
    {
        if (!LogSchema.HasTable(database, "rootline_schema"))
            return null;
        using var statement = database.Prepare("SELECT version FROM rootline_schema");
        long version = statement.Step() ? statement.Number(0) : 0;
        return version is 1 or Version
            ? version
            : throw LedgerFaults.Newer.Exception($"{database.Path} has schema version {version}, {Version} is known");
    }

    private static void Create(SqliteConnection database, string cardId)
    {
        if (IsEmpty(database))
        {
            database.Execute(LogSchema.CreateRecords);
            database.Execute(LogSchema.CreateProperties);
            LogSchema.InsertProperties(database, cardId);
        }

        // A log that the original began is taken over as it is.
        DemandCard(database, cardId);
        foreach (string table in Own)
            database.Execute(table);
        using var statement = database.Prepare("INSERT INTO rootline_schema (id, version) VALUES (1, ?)");
        statement.Bind(1, Version).Run();
    }

    private static bool IsEmpty(SqliteConnection database)
    {
        using var statement = database.Prepare("SELECT count(*) FROM sqlite_master");
        statement.Step();
        return statement.Number(0) == 0;
    }

    private static string DemandCard(SqliteConnection database, string? cardId)
    {
        LogSchema.DemandRecords(database);
        string owner = LogSchema.ReadCardId(database)
            ?? throw LedgerFaults.LogVersion1.Exception($"{database.Path} is an audit log of version 1");
        if (cardId is null || owner == cardId)
            return owner;
        throw (owner, cardId) switch
        {
            (StationLedger.NoCard, _) => LedgerFaults.NoCard.Exception($"{database.Path} belongs to a station without a card, the card is {cardId}"),
            (_, StationLedger.NoCard) => LedgerFaults.HasCard.Exception($"{database.Path} belongs to card {owner}"),
            _ => LedgerFaults.OtherCard.Exception($"{database.Path} belongs to card {owner}, the card is {cardId}"),
        };
    }
}
