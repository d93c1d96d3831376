using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Log;

/// <summary>The two tables of the original's audit log, version 2, and their rows.</summary>
internal static class LogSchema
{
    public const long Version = 2;

    public const string CreateRecords =
        "CREATE TABLE records (id integer PRIMARY KEY, nxp_cert blob, oem_cert_0 blob, oem_cert_1 blob, oem_cert_2 blob, "
        + "oem_cert_3 blob, prod_counter blob, start_hash blob, signature blob)";

    public const string CreateProperties =
        "CREATE TABLE properties (id integer PRIMARY KEY, version integer, tp_device_id text)";

    public const string SelectRows =
        "SELECT id, nxp_cert, oem_cert_0, oem_cert_1, oem_cert_2, oem_cert_3, prod_counter, start_hash, signature FROM records";

    private const string InsertRow =
        "INSERT INTO records (id, nxp_cert, oem_cert_0, oem_cert_1, oem_cert_2, oem_cert_3, prod_counter, start_hash, signature) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static readonly string[] Columns =
        ["id", "nxp_cert", "oem_cert_0", "oem_cert_1", "oem_cert_2", "oem_cert_3", "prod_counter", "start_hash", "signature"];

    /// <summary>Whether a plain table of this name exists; a view or a virtual table is none.</summary>
    public static bool HasTable(SqliteConnection database, string name)
    {
        using var statement = database.Prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ? AND rootpage > 0");
        statement.Bind(1, name).Step();
        return statement.Number(0) == 1;
    }

    /// <summary>Refuses a file whose table of records is not the original's.</summary>
    public static void DemandRecords(SqliteConnection database)
    {
        if (!HasTable(database, "records"))
            throw LogFaults.NotALog.Exception($"{database.Path} has no table of records");
        List<string> found = [];
        using var statement = database.Prepare("SELECT name, lower(type), pk FROM pragma_table_xinfo('records') ORDER BY cid");
        while (statement.Step())
        {
            string name = statement.Text(0) ?? "";
            found.Add(name);
            if (name == "id" && (statement.Text(1) != "integer" || statement.Number(2) != 1))
                throw LogFaults.NotALog.Exception($"{database.Path}: the row ids are not the key of the table of records");
        }

        if (!found.SequenceEqual(Columns))
            throw LogFaults.NotALog.Exception($"{database.Path}: the table of records has other columns than an audit log");
    }

    /// <summary>The card's id of a version 2 log, or null for version 1; any other version is refused.</summary>
    public static string? ReadCardId(SqliteConnection database)
    {
        if (!HasTable(database, "properties"))
            return null;
        using var statement = database.Prepare("SELECT version, tp_device_id FROM properties ORDER BY id");
        if (!statement.Step())
            throw LogFaults.NotALog.Exception($"{database.Path}: the log's properties are empty");
        long version = statement.Number(0);
        string card = statement.Text(1) ?? "";
        if (version != Version)
            throw LogFaults.Version.Exception($"{database.Path} is an audit log of version {version}");
        if (statement.Step())
            throw LogFaults.NotALog.Exception($"{database.Path}: the log has more than one row of properties");
        return card;
    }

    public static void InsertProperties(SqliteConnection database, string cardId)
    {
        using var statement = database.Prepare("INSERT INTO properties (id, version, tp_device_id) VALUES (1, ?, ?)");
        statement.Bind(1, Version).Bind(2, cardId).Run();
    }

    public static SqliteStatement PrepareInsert(SqliteConnection database) => database.Prepare(InsertRow);

    /// <summary>Writes a row as it is, also one that holds no record.</summary>
    public static void Insert(SqliteStatement statement, LogRow row)
    {
        statement.Bind(1, row.Id);
        LogValue[] values = [row.NxpCertificate, .. row.OemCertificates, row.Counter, row.StartHash, row.Signature];
        for (int i = 0; i < values.Length; i++)
            LogValues.Bind(statement, i + 2, values[i]);
        statement.Run();
    }

    /// <summary>The row that a statement of <see cref="SelectRows"/> stands on.</summary>
    public static LogRow Read(SqliteStatement statement) => new(
        statement.Number(0),
        LogValues.Read(statement, 1),
        ReadOemCertificates(statement),
        LogValues.Read(statement, 6),
        LogValues.Read(statement, 7),
        LogValues.Read(statement, 8));

    // A plain loop: this runs for every row of a log.
    private static LogValue[] ReadOemCertificates(SqliteStatement statement)
    {
        var values = new LogValue[AuditLimits.OemCertificates];
        for (int i = 0; i < values.Length; i++)
            values[i] = LogValues.Read(statement, i + 2);
        return values;
    }
}
