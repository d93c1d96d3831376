using Rootline.Formats.Files.Keys;
using Rootline.Formats.Records;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>
/// The station's signatures over its device records. The table is made with the first of them: a file of a station that signs nothing has none.
/// </summary>
internal sealed class SignatureTable(SqliteConnection database)
{
    private const string Name = "rootline_signatures";

    private const string Create = $"CREATE TABLE IF NOT EXISTS {Name} (record_id text PRIMARY KEY REFERENCES rootline_devices (record_id), "
        + "key blob NOT NULL, signature blob NOT NULL)";

    /// <summary>Adds the signature of a record that is there.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="signature">The signature.</param>
    public void Append(string id, RecordSignature signature)
    {
        database.Execute(Create);
        using var statement = database.Prepare($"INSERT INTO {Name} (record_id, key, signature) VALUES (?, ?, ?)");
        statement.Bind(1, id).Bind(2, signature.Key).Bind(3, signature.Signature).Run();
    }

    /// <summary>The device records in the order of their making, with what was signed of them.</summary>
    public IEnumerable<SignedRecord> All() => LogSchema.HasTable(database, Name) ? Joined() : new DeviceTable(database).All().Select(r => new SignedRecord(r, null));

    private IEnumerable<SignedRecord> Joined()
    {
        using var statement = database.Prepare(
            $"SELECT d.content, s.key, s.signature FROM rootline_devices d LEFT JOIN {Name} s ON s.record_id = d.record_id ORDER BY d.id");
        while (statement.Step())
            yield return new(DeviceRecordJson.Decode(statement.Blob(0)).OrThrow(database.Path), Read(statement));
    }

    private RecordSignature? Read(SqliteStatement statement) => (statement.Blob(1), statement.Blob(2)) switch
    {
        (null, null) => null,
        ({ Length: RecordSignature.KeyLength } key, { Length: > 0 and <= DocumentSignature.MaxLength } signature) => new(key, signature),
        _ => throw SqliteFaults.Corrupt.Exception($"{database.Path}: a signature has a length that none has"),
    };
}
