using System.Text.Json;
using Rootline.Core.Entropy;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Sqlite;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>Chains, orders, several logs, waivers, reports and extraction, by their commands.</summary>
public sealed class LogEvidenceTests : IDisposable
{
    private readonly FactoryFolder _factory = new();
    private readonly CertifiedLog _card = new(new SeededEntropy(49));
    private readonly IReadOnlyList<AuditRecord> _records;

    public LogEvidenceTests()
    {
        _records = _card.Records(8);
        Put("log.db", _records);
        File.WriteAllBytes(_factory.PathOf("key.pem"), KeyFile.WritePublic(_card.LogKey.PublicKey));
        File.WriteAllBytes(_factory.PathOf("oem.pem"), KeyFile.WritePublic(_card.Oem));
        File.WriteAllBytes(_factory.PathOf("glob.crt"), _card.GlobCertificate);
        File.WriteAllBytes(_factory.PathOf("prod.crt"), _card.ProdCertificate);
        File.WriteAllBytes(_factory.PathOf("prod.bin"), _card.Prod.Raw.ToArray());
        using var secret = KeyFile.WritePrivate(_card.LogKey);
        File.WriteAllBytes(_factory.PathOf("log_prk.pem"), secret.Span.ToArray());
    }

    public void Dispose()
    {
        _factory.Dispose();
        _card.Dispose();
    }

    [Fact]
    public void A_whole_chain_is_verified_and_a_foreign_part_of_it_is_refused()
    {
        const string Verify = "log verify -l log.db -k key.pem --expect-counter 8 --order 8 --json ";
        var verdict = JsonDocument.Parse(_factory.Demand(Verify + "--root glob.crt --intermediate prod.crt --oem-key oem.pem --jobs 3").Output).RootElement;
        Assert.Equal(["the counters were not compared with the card's quota"], verdict.GetProperty("notChecked").EnumerateArray().Select(n => n.GetString()));
        Assert.Equal(8, verdict.GetProperty("order").GetProperty("good").GetInt64());
        _factory.Demand(Verify + "--intermediate prod.bin --oem-key oem.pem");
        Refused("die", Verify + "--intermediate glob.crt");
        Refused("die", Verify + "--root oem.pem --intermediate prod.crt");
        Refused("oem", Verify + "--oem-key key.pem");
        Refused("order", "log verify -l log.db -k key.pem --order 9 --json");
    }

    [Theory]
    [InlineData("usage", "log verify -l log.db -k key.pem --root glob.crt")]
    [InlineData("certificate-file", "log verify -l log.db -k key.pem --root glob.crt --intermediate prod.bin")]
    [InlineData("key-file-public", "log verify -l log.db -k key.pem --oem-key line.yaml")]
    [InlineData("usage", "log verify -l log.db -k key.pem --jobs 0")]
    [InlineData("usage", "log verify -l log.db -k key.pem --order 0")]
    [InlineData("usage", "log verify -l log.db -k key.pem --report audit.txt")]
    [InlineData("usage", "log verify -l log.db -k key.pem --expect-counter 77:8")]
    [InlineData("usage", "log verify -l log.db -k key.pem --expect-counter eight")]
    [InlineData("file-missing", "log verify -l log.db -l nowhere.db -k key.pem")]
    [InlineData("file-missing", "log verify -l log.db -k key.pem --waiver nowhere.json")]
    [InlineData("waiver-form", "log verify -l log.db -k key.pem --waiver line.yaml")]
    [InlineData("destination-is-source", "log verify -l log.json -k key.pem --report log.json --force")]
    [InlineData("destination-exists", "log verify -l log.db -k key.pem --report log.json")]
    [InlineData("waiver-no-gap", "log waive -l log.db --first 4 --reason r --by b --key log_prk.pem -o w.json")]
    [InlineData("private-key-public", "log waive -l gap.db --first 4 --last 6 --reason r --by b --key key.pem -o w.json")]
    [InlineData("destination-exists", "log waive -l gap.db --first 4 --last 6 --reason r --by b --key log_prk.pem -o oem.pem")]
    [InlineData("log-card-unknown", "log waive -l v1.db --first 4 --last 6 --reason r --by b --key log_prk.pem -o w.json")]
    [InlineData("usage", "log extract -l log.db -k key.pem -o out -i 4")]
    [InlineData("usage", "log extract -l log.db -k key.pem -o out -e HEX")]
    public void What_cannot_be_done_is_refused_with_2_and_nothing_is_written(string code, string line)
    {
        Put("log.json", _records);
        PutGap("gap.db");
        PutGap("v1.db", null);
        string[] before = Files();
        var run = _factory.Words(line);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains($"code: {code} (", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Logs_of_one_card_are_put_in_order_and_several_cards_are_told_apart()
    {
        Put("a.db", _records.Take(3));
        Put("b.db", _records.Skip(3));
        Put("z.db", _card.Records(2, firstChip: 50), "77");
        _factory.Demand("log verify -l b.db -l a.db -k key.pem --expect-counter 8");
        Refused("chain", "log verify -l b.db -k key.pem -l log.db --json");
        _factory.Demand($"log verify -l b.db -l a.db -l z.db -k key.pem --expect-counter {CertifiedLog.CardId}:8 --expect-counter 77:2 --order 10");
        Refused("tail", $"log verify -l b.db -l a.db -l z.db -k key.pem --expect-counter {CertifiedLog.CardId}:8 --expect-counter 77:3 --json");
        Assert.Contains("2 cards", _factory.Words("log verify -l log.db -l z.db -k key.pem --expect-counter 8").Error, StringComparison.Ordinal);
        var plain = _factory.Words("log verify -l a.db -k key.pem -l z.db --order 6");
        Assert.Equal(3, plain.Exit);
        Assert.Contains("\norder: 5 good and 0 lost with a reason make 5, ordered were 6\n", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiver_explains_its_gap_and_is_refused_when_it_was_changed_or_signed_by_another_key()
    {
        PutGap("gap.db");
        Refused("lost", "log verify -l gap.db -k key.pem --json");
        string made = _factory.Run("log", "waive", "-l", "gap.db", "--first", "4", "--last", "6", "--reason", "power cut", "--by", "anna", "--key", "log_prk.pem", "-o", "w.json").Output;
        Assert.Equal($"wrote {_factory.PathOf("w.json")}: card {CertifiedLog.CardId}, counters 4, 5 and 6\n", made);
        var good = _factory.Demand("log verify -l gap.db -k key.pem --expect-counter 8 --order 8 --waiver w.json");
        Assert.Contains($"explained: card {CertifiedLog.CardId}: counters 4, 5 and 6: power cut (anna)\n", good.Output, StringComparison.Ordinal);
        Assert.Contains("5 verified, 0 faults, 1 explained gap;", good.Output, StringComparison.Ordinal);
        Refused("waiver", "log verify -l log.db -k key.pem --waiver w.json --json");

        string text = File.ReadAllText(_factory.PathOf("w.json"));
        File.WriteAllText(_factory.PathOf("changed.json"), text.Replace("anna", "otto", StringComparison.Ordinal));
        Refused("waiver", "log verify -l gap.db -k key.pem --waiver changed.json --json");
        _factory.Demand("log waive -l gap.db --first 4 --last 6 --reason r --by b --key oem/id_prk.pem -o other.json --json");
        Refused("waiver", "log verify -l gap.db -k key.pem --waiver other.json --json");
        _factory.Demand("log verify -l gap.db -k key.pem --waiver other.json --waiver-key oem/id_prk.pem");
    }

    [Fact]
    public void A_waiver_for_a_log_of_version_1_speaks_of_the_card_that_is_named()
    {
        PutGap("v1.db", null);
        _factory.Demand("log waive -l v1.db --card 77 --first 4 --last 6 --reason r --by b --key log_prk.pem -o w.json");
        _factory.Demand("log verify -l v1.db --card 77 -k key.pem --waiver w.json");
        Refused("waiver", "log verify -l v1.db --card 78 -k key.pem --waiver w.json --json");
        Refused("waiver", "log verify -l v1.db -k key.pem --waiver w.json --json");
    }

    [Fact]
    public void A_stations_own_log_is_verified_in_full_and_reported()
    {
        _factory.Prepare();
        File.Delete(_factory.PathOf("log.db"));
        _factory.Demand("line run -c line.yaml --operator anna --lot 7");
        _factory.Demand("log verify -l log.db -k oem/log_puk.pem -c line.yaml --root vendor/nxp_glob.crt --intermediate vendor/nxp_prod.crt --oem-key oem/id_prk.pem --order 1 --report audit.html --report audit.json --by otto");
        var report = JsonDocument.Parse(File.ReadAllText(_factory.PathOf("audit.json"))).RootElement;
        Assert.Empty(report.GetProperty("verdict").GetProperty("notChecked").EnumerateArray());
        Assert.Equal(("otto", 5), (report.GetProperty("by").GetString(), report.GetProperty("cards")[0].GetProperty("quota").GetInt32()));
        var station = report.GetProperty("cards")[0].GetProperty("station");
        Assert.Equal((1, "anna", "7"), (station.GetProperty("done").GetInt32(), station.GetProperty("operators")[0].GetString(), station.GetProperty("lots")[0].GetString()));
        Assert.Equal(["log key", "NXP_GLOB", "NXP_PROD", "OEM ID key"], report.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("role").GetString()));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_factory.PathOf("audit.html")), StringComparison.Ordinal);
        Assert.Contains("destination-exists", _factory.Words("log verify -l log.db -k oem/log_puk.pem --report audit.html").Error, StringComparison.Ordinal);
        Refused("signature", "log verify -l log.db -k key.pem --report audit.json --force --json");
        Assert.Contains("\"kind\": \"signature\"", File.ReadAllText(_factory.PathOf("audit.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_are_extracted_from_a_log_in_order_and_from_no_other()
    {
        Assert.Equal($"wrote 8 DIE certificates and 16 OEM certificates to {_factory.PathOf("out")}\n", _factory.Demand("log extract -l log.db -k key.pem -o out").Output);
        Assert.Equal(24, Directory.GetFiles(_factory.PathOf("out")).Length);
        Assert.Equal(_records[6].NxpCertificate, File.ReadAllBytes(_factory.PathOf("out/device_000007_identity_cert.bin")));
        Assert.Contains("destination-exists", _factory.Words("log extract -l log.db -k key.pem -o out").Error, StringComparison.Ordinal);
        Assert.Equal(
            $$"""{"folder":"{{_factory.PathOf("out")}}","nxp":0,"oem":8}""" + "\n",
            _factory.Demand("log extract -l log.db -k key.pem -o out -sn -i 0 -e der --force --json").Output);
        Assert.Equal(_records[6].OemCertificates[0], File.ReadAllBytes(_factory.PathOf("out/device_000007_device_cert_0.cer")));
        Assert.StartsWith("-----BEGIN", File.ReadAllText(_factory.PathOf("out/device_000007_device_cert_1.cer")), StringComparison.Ordinal);
        var refused = _factory.Words("log extract -l log.db -k oem.pem -o none");
        Assert.Equal((3, ""), (refused.Exit, refused.Output));
        Assert.False(Directory.Exists(_factory.PathOf("none")));
    }

    [Theory]
    [InlineData("UPDATE records SET nxp_cert = 'text' WHERE id = 2", "column")]
    [InlineData("UPDATE records SET nxp_cert = 7 WHERE id = 2", "column")]
    [InlineData("UPDATE records SET oem_cert_0 = 0.5 WHERE id = 2", "column")]
    [InlineData("UPDATE records SET prod_counter = 2 WHERE id = 2", "column")]
    [InlineData("UPDATE records SET start_hash = NULL WHERE id = 2", "column")]
    [InlineData("UPDATE records SET signature = zeroblob(0) WHERE id = 2", "column")]
    [InlineData("UPDATE records SET oem_cert_1 = zeroblob(900000) WHERE id = 2", "column")]
    [InlineData("UPDATE records SET oem_cert_3 = cast('' AS TEXT) WHERE id = 2", "column")]
    public void Whatever_a_column_holds_is_a_fault_of_its_row(string sql, string kind)
    {
        Execute(sql);
        var verdict = Refused(kind, "log verify -l log.db -k key.pem --json");
        Assert.Contains(verdict.GetProperty("faults").EnumerateArray(), f => f.GetProperty("row").GetInt64() == 2);
    }

    [Fact]
    public void A_value_of_megabytes_is_refused_without_reading_it()
    {
        Execute("UPDATE records SET oem_cert_1 = zeroblob(3000000) WHERE id = 2");
        var run = _factory.Words("log verify -l log.db -k key.pem");
        Assert.Equal(2, run.Exit);
        Assert.Contains("code: database-value-length (file, ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_is_being_written_is_judged_as_it_was_before()
    {
        using var writer = SqliteConnection.Open(_factory.PathOf("log.db"), new() { Access = SqliteAccess.Write });
        writer.Execute("BEGIN IMMEDIATE");
        writer.Execute("DELETE FROM records WHERE id = 8");
        _factory.Demand("log verify -l log.db -k key.pem --expect-counter 8");
        writer.Execute("COMMIT");
        Refused("tail", "log verify -l log.db -k key.pem --expect-counter 8 --json");
    }

    [Fact]
    public void A_write_ahead_header_without_its_sidecar_is_warned_of()
    {
        byte[] file = File.ReadAllBytes(_factory.PathOf("log.db"));
        (file[18], file[19]) = (2, 2);
        File.WriteAllBytes(_factory.PathOf("wal.db"), file);
        string[] before = Files();
        Assert.Contains("warning: the file says that it has a write-ahead log", _factory.Demand("log verify -l wal.db -k key.pem --order 8").Output, StringComparison.Ordinal);
        Assert.Equal(before, Files());
        File.WriteAllBytes(_factory.PathOf("wal.db-wal"), []);
        Assert.Contains("code: database-wal (file)", _factory.Words("log verify -l wal.db -k key.pem").Error, StringComparison.Ordinal);
    }

    [VectorFact]
    public void The_originals_logs_give_the_files_that_the_original_gives()
    {
        foreach (string folder in (string[])["audit_log", "audit_log_v1"])
        {
            string path = Path.Combine(Vectors.Folder!, "spsdk-tp", folder);
            var run = _factory.Run("log", "extract", "-l", Path.Combine(path, "tp_audit_log.db"), "-k", Path.Combine(path, "oem_log_puk.pub"), "-o", folder, "--json");
            var written = JsonDocument.Parse(run.Output).RootElement;
            Assert.Equal((4, 16), (written.GetProperty("nxp").GetInt32(), written.GetProperty("oem").GetInt32()));
        }
    }

    private string[] Files() => [.. Directory.GetFiles(_factory.Folder, "*", SearchOption.AllDirectories).Order()];

    private void Put(string name, IEnumerable<AuditRecord> records, string? card = CertifiedLog.CardId) => LogSample.Write(_factory.PathOf(name), records, card);

    private void PutGap(string name, string? card = CertifiedLog.CardId) => Put(name, _records.Where(r => r.Counter is < 4 or > 6), card);

    private void Execute(string sql)
    {
        using var database = SqliteConnection.Open(_factory.PathOf("log.db"), new() { Access = SqliteAccess.Write, MaxValue = 100_000_000 });
        database.Execute(sql);
    }

    private JsonElement Refused(string kind, string line)
    {
        var run = _factory.Words(line);
        Assert.True(run.Exit == 3, run.Error);
        var verdict = JsonDocument.Parse(run.Output).RootElement;
        Assert.False(verdict.GetProperty("ok").GetBoolean());
        Assert.Contains(kind, verdict.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("kind").GetString()));
        return verdict;
    }
}
