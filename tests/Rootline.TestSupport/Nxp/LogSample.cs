using System.Formats.Asn1;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.TestSupport.Nxp;

/// <summary>Audit records of a test card: a seeded key, certificates of the right shape, any number of records.</summary>
public sealed class LogSample : IDisposable
{
    private const int DieCertificateLength = 200;
    private readonly EntropySource _entropy = new SeededEntropy(7).Fork("log sample");
    private readonly P256PrivateKey _key;

    /// <summary>Makes the card's key.</summary>
    public LogSample() => _key = P256PrivateKey.Generate(_entropy);

    /// <summary>The id of the sample's card.</summary>
    public const string CardId = "20260001";

    /// <summary>What verifies the records.</summary>
    public P256PublicKey PublicKey => _key.PublicKey;

    /// <summary>Records with the counters 1 to <paramref name="count"/>.</summary>
    public IReadOnlyList<AuditRecord> Records(int count, bool der = false)
    {
        List<AuditRecord> records = [];
        for (uint counter = 1; counter <= count; counter++)
            records.Add(Next(records.LastOrDefault(), der));
        return records;
    }

    /// <summary>The record after another one, or the first.</summary>
    public AuditRecord Next(AuditRecord? last, bool der = false) =>
        Make((last?.Counter ?? 0) + 1, last?.Hash() ?? new byte[32], der);

    /// <summary>A record with a counter and a start hash of the caller's choice, signed.</summary>
    public AuditRecord Make(uint counter, byte[] startHash, bool der = false)
    {
        byte[][] certificates = [Certificate(counter * 2), Certificate((counter * 2) + 1)];
        var record = new AuditRecord(DieCertificate(counter), certificates, counter, startHash, []);
        return Sign(record, der);
    }

    /// <summary>The same record with a signature that fits its content.</summary>
    public AuditRecord Sign(AuditRecord record, bool der = false) => record with
    {
        Signature = der ? _key.SignDer(record.Hash(), _entropy) : _key.Sign(record.Hash(), _entropy),
    };

    /// <summary>The rows of records, from row 1.</summary>
    public static IReadOnlyList<LogRow> Rows(IReadOnlyList<AuditRecord> records) =>
        [.. records.Select((r, i) => LogRow.Of(i + 1, r).OrThrow())];

    /// <summary>Writes a log as the original does: its tables and nothing else, without a card id as version 1.</summary>
    public static void Write(string path, IEnumerable<AuditRecord> records, string? cardId = CardId)
    {
        using var database = SqliteConnection.Open(path, new() { Access = SqliteAccess.Create });
        database.Execute(
            "CREATE TABLE records (id integer PRIMARY KEY, nxp_cert blob, oem_cert_0 blob, oem_cert_1 blob, oem_cert_2 blob, "
            + "oem_cert_3 blob, prod_counter blob, start_hash blob, signature blob)");
        using (var insert = database.Prepare("INSERT INTO records VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)"))
        {
            database.Transact(() =>
            {
                foreach (var record in records)
                    Insert(insert, record);
            });
        }

        if (cardId is null)
            return;
        database.Execute("CREATE TABLE properties (id integer PRIMARY KEY, version integer, tp_device_id text)");
        using var properties = database.Prepare("INSERT INTO properties VALUES (1, 2, ?)");
        properties.Bind(1, cardId).Run();
    }

    /// <summary>Releases the key.</summary>
    public void Dispose() => _key.Dispose();

    private static void Insert(SqliteStatement insert, AuditRecord record)
    {
        insert.Bind(1, record.NxpCertificate);
        for (int i = 0; i < 4; i++)
            insert.Bind(2 + i, record.OemCertificates.ElementAtOrDefault(i));
        insert.Bind(6, record.CounterBytes).Bind(7, record.StartHash).Bind(8, record.Signature).Run();
    }

    private static byte[] DieCertificate(uint number)
    {
        var bytes = new byte[DieCertificateLength];
        new SeededEntropy(number).Fill(bytes);
        byte[] header = [0, 0, 1, 0x33, DieCertificateLength - 8, 0, 0, 0];
        header.CopyTo(bytes, 0);
        return bytes;
    }

    // The shape of a certificate, not one that any chain would accept.
    private static byte[] Certificate(uint number)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteInteger(number);
            using (writer.PushSequence())
                writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
            var signature = new byte[70];
            new SeededEntropy(number).Fill(signature);
            writer.WriteBitString(signature);
        }

        return writer.Encode();
    }
}
