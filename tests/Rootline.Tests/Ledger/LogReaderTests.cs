using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Ledger;

public sealed class LogReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogSample _card = new();

    private string LogPath => _folder.PathOf("log.db");

    public void Dispose()
    {
        _folder.Dispose();
        _card.Dispose();
    }

    [Fact]
    public void Values_are_read_as_they_are_stored()
    {
        LogSample.Write(LogPath, _card.Records(2));
        Change("UPDATE records SET prod_counter = 7, signature = 'abc', oem_cert_1 = NULL, start_hash = 1.5, nxp_cert = x'' WHERE id = 2");
        using var log = Open();
        var row = log.Rows().Last();
        Assert.Equal((LogValueKind.WholeNumber, "7"), Text(row.Counter));
        Assert.Equal((LogValueKind.Text, "abc"), Text(row.Signature));
        Assert.Equal((LogValueKind.RealNumber, "1.5"), Text(row.StartHash));
        Assert.True(row.OemCertificates[1].IsNull);
        Assert.Equal((LogValueKind.Blob, 0), (row.NxpCertificate.Kind, row.NxpCertificate.Bytes.Length));
        Assert.Null(row.CounterValue);
    }

    [Fact]
    public void A_table_that_is_not_the_originals_is_refused()
    {
        string[] forgeries =
        [
            "CREATE VIEW records AS SELECT 1 AS id",
            "CREATE TABLE records (id integer PRIMARY KEY, nxp_cert blob)",
            "CREATE TABLE records (id integer, nxp_cert blob, oem_cert_0 blob, oem_cert_1 blob, oem_cert_2 blob, oem_cert_3 blob, prod_counter blob, start_hash blob, signature blob)",
            "CREATE TABLE records (id text PRIMARY KEY, nxp_cert blob, oem_cert_0 blob, oem_cert_1 blob, oem_cert_2 blob, oem_cert_3 blob, prod_counter blob, start_hash blob, signature blob)",
            "CREATE TABLE records (id integer PRIMARY KEY, nxp_cert blob, oem_cert_0 blob, oem_cert_1 blob, oem_cert_2 blob, oem_cert_3 blob, prod_counter blob, start_hash blob, signature blob, more blob AS (nxp_cert))",
        ];
        foreach (string sql in forgeries)
        {
            File.Delete(LogPath);
            Change(sql);
            Assert.Equal(LogFaults.NotALog, Assert.Throws<FaultException>(Open).Fault.Code);
        }
    }

    [Fact]
    public void A_hot_journal_is_named_and_left_where_it_is()
    {
        LogSample.Write(LogPath, _card.Records(1));
        string torn = _folder.PathOf("torn.db");
        using (var database = SqliteConnection.Open(LogPath, new() { Access = SqliteAccess.Write }))
        {
            // A small cache makes SQLite write pages before the commit.
            database.Execute("PRAGMA cache_size=1");
            database.Execute("BEGIN IMMEDIATE");
            for (int i = 0; i < 50; i++)
                database.Execute("INSERT INTO records (nxp_cert) VALUES (zeroblob(3000))");
            File.Copy(LogPath, torn);
            File.Copy(LogPath + "-journal", torn + "-journal");
        }

        byte[] before = File.ReadAllBytes(torn);
        Assert.Equal(SqliteFaults.HotJournal, Assert.Throws<FaultException>(() => LogReader.Open(torn, new OsDisk())).Fault.Code);
        Assert.True(File.Exists(torn + "-journal"));
        Assert.Equal(before, File.ReadAllBytes(torn));
    }

    [Fact]
    public void A_write_ahead_log_that_is_not_folded_back_is_refused_and_its_absence_is_told()
    {
        LogSample.Write(LogPath, _card.Records(2));
        string copy = _folder.PathOf("copy.db");
        using (var database = SqliteConnection.Open(LogPath, new() { Access = SqliteAccess.Write }))
        {
            database.Execute("PRAGMA journal_mode=WAL");
            database.Execute("UPDATE properties SET tp_device_id = '1'");
            Assert.Equal(SqliteFaults.WriteAheadLog, Assert.Throws<FaultException>(Open).Fault.Code);
            File.Copy(LogPath, copy);
        }

        var files = Directory.GetFiles(_folder.Folder);
        using (var log = LogReader.Open(copy, new OsDisk()))
        {
            Assert.Contains("write-ahead log", Assert.Single(log.Warnings), StringComparison.Ordinal);
            Assert.Equal(2, log.Rows().Count());
        }

        Assert.Equal(files, Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public void An_export_holds_the_originals_two_tables_and_every_row_as_it_is_stored()
    {
        LogSample.Write(LogPath, _card.Records(3));
        Change("UPDATE records SET oem_cert_0 = NULL, prod_counter = 9 WHERE id = 2");
        Change("CREATE TABLE rootline_more (id integer PRIMARY KEY)");
        string path = _folder.PathOf("export.db");
        using var log = Open();
        Assert.Equal(3, LogExport.Write(log, path, new OsDisk()));
        using var export = LogReader.Open(path, new OsDisk());
        Assert.Equal(log.Rows().Select(r => Convert.ToHexString(r.Hash())), export.Rows().Select(r => Convert.ToHexString(r.Hash())));
        Assert.Equal(LogValueKind.WholeNumber, export.Rows().ElementAt(1).Counter.Kind);
        Assert.Equal(["properties", "records"], Tables(path));
        Assert.Equal(LogFaults.DestinationExists, Assert.Throws<FaultException>(() => LogExport.Write(log, path, new OsDisk())).Fault.Code);
    }

    [Fact]
    public void A_version_1_log_is_exported_under_the_card_that_is_named()
    {
        LogSample.Write(LogPath, _card.Records(1), cardId: null);
        string path = _folder.PathOf("export.db");
        using var log = Open();
        Assert.Equal(1, log.Version);
        Assert.Equal(LogFaults.NoCard, Assert.Throws<FaultException>(() => LogExport.Write(log, path, new OsDisk())).Fault.Code);
        LogExport.Write(log, path, new OsDisk(), "77");
        using var export = LogReader.Open(path, new OsDisk());
        Assert.Equal((2, "77"), (export.Version, export.CardId));
    }

    private static (LogValueKind Kind, string Text) Text(LogValue value) => (value.Kind, Encoding.ASCII.GetString(value.Bytes));

    private LogReader Open() => LogReader.Open(LogPath, new OsDisk());

    private void Change(string sql)
    {
        using var database = SqliteConnection.Open(LogPath, new() { Access = SqliteAccess.Create });
        database.Execute(sql);
    }

    private static List<string> Tables(string path)
    {
        using var database = SqliteConnection.Open(path, new() { Access = SqliteAccess.Read });
        using var statement = database.Prepare("SELECT name FROM sqlite_master ORDER BY name");
        List<string> names = [];
        while (statement.Step())
            names.Add(statement.Text(0)!);
        return names;
    }
}
