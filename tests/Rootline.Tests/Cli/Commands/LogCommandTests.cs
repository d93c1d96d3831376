using System.Text.Json;
using Rootline.Formats.Files;
using Rootline.Formats.Records;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class LogCommandTests : IDisposable
{
    private readonly FactoryFolder _factory = new();
    private readonly LogSample _sample = new();

    public LogCommandTests()
    {
        LogSample.Write(_factory.PathOf("log.db"), _sample.Records(3));
        File.WriteAllBytes(_factory.PathOf("key.pem"), KeyFile.WritePublic(_sample.PublicKey));
    }

    public void Dispose()
    {
        _factory.Dispose();
        _sample.Dispose();
    }

    [Fact]
    public void A_good_log_ends_0_and_says_whether_its_end_was_checked()
    {
        Assert.Equal(
            "warning: the end of the log is not proved: records may have been cut off behind the last one; compare with the card's counter\n"
            + "the log is in order: 3 records, 3 verified, 0 faults; the end was not checked\n",
            _factory.Demand("log verify -l log.db -k key.pem").Output);
        Assert.Equal(
            """
            {"ok":true,"records":3,"verified":3,"endChecked":true,"faults":[],"warnings":[],"faultCount":0,
            "notChecked":["the chips' DIE certificates were not held against NXP_PROD","the OEM certificates were not held against the OEM's key",
            "the counters were not compared with the card's quota","the units were not counted against an order","a chip in two records was not taken for a fault"],
            "explained":[],"order":null,"logs":[{"name":"log.db","card":"20260001","records":3,"first":1,"last":3,"endHash":"HASH"}]}
            """.Replace("\n", "", StringComparison.Ordinal).Replace("HASH", Convert.ToHexStringLower(_sample.Records(3)[2].Hash()), StringComparison.Ordinal) + "\n",
            _factory.Demand("log verify -l log.db -k key.pem --expect-counter 3 --json").Output);
    }

    [Fact]
    public void A_cut_log_a_changed_log_and_an_empty_log_end_3_with_the_row_named()
    {
        Rejected("tail", "log verify -l log.db -k key.pem --expect-counter 4 --json");
        Rejected("signature", "log verify -l log.db -k oem/log_puk.pem --json");
        LogSample.Write(_factory.PathOf("empty.db"), []);
        Rejected("first", "log verify -l empty.db -k key.pem --json");
        LogSample.Write(_factory.PathOf("rest.db"), [.. _sample.Records(3).Skip(1)]);
        Rejected("first", "log verify -l rest.db -k key.pem --json");
        string begin = $"2:{Convert.ToHexStringLower(_sample.Records(1)[0].Hash())}";
        _factory.Demand($"log verify -l rest.db -k key.pem --begins-at {begin} --expect-counter 3");
        var plain = _factory.Words("log verify -l log.db -k key.pem --expect-counter 4");
        Assert.StartsWith("row 3 (counter 3): tail: ", plain.Output, StringComparison.Ordinal);
        Assert.Contains("code: log-rejected (file)", plain.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file-missing", "log verify -l nowhere.db -k key.pem")]
    [InlineData("file-missing", "log verify -l log.db -k nowhere.pem")]
    [InlineData("key-file-public", "log verify -l log.db -k line.yaml")]
    [InlineData("database-foreign", "log verify -l line.yaml -k key.pem")]
    [InlineData("usage", "log verify -l log.db -k key.pem --expect-counter 3 -c line.yaml")]
    [InlineData("usage", "log verify -l log.db -k key.pem --expect-counter -3")]
    [InlineData("usage", "log verify -l log.db")]
    [InlineData("audit-beginning", "log verify -l log.db -k key.pem --begins-at 2")]
    [InlineData("log-entry-missing", "log show -l log.db --row 4")]
    [InlineData("file-missing", "log show -l nowhere.db")]
    [InlineData("file-missing", "log export -l nowhere.db -o out.db")]
    [InlineData("destination-is-source", "log export -l log.db -o ./log.db --force")]
    [InlineData("ledger-no-devices", "device list -l log.db")]
    [InlineData("ledger-no-devices", "device show 0123456789abcdef -l log.db")]
    [InlineData("usage", "device show 0123456 -l log.db")]
    [InlineData("ledger-no-devices", "device export -l log.db")]
    [InlineData("file-missing", "device list -l nowhere.db")]
    public void What_cannot_be_read_is_refused_with_2(string code, string line)
    {
        var run = _factory.Words(line);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains($"code: {code} (", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_factory.PathOf("nowhere.db")));
    }

    [Fact]
    public void A_log_cut_off_at_any_page_is_unusable_or_rejected_and_never_in_order()
    {
        byte[] whole = File.ReadAllBytes(_factory.PathOf("log.db"));
        for (int length = 0; length < whole.Length; length += 512)
        {
            File.WriteAllBytes(_factory.PathOf("cut.db"), whole[..length]);
            Assert.Contains(_factory.Words("log verify -l cut.db -k key.pem").Exit, (int[])[2, 3]);
        }
    }

    [Fact]
    public void Rows_are_shown_as_they_are_stored()
    {
        var records = JsonDocument.Parse(_factory.Demand("log show -l log.db --json").Output).RootElement;
        Assert.Equal((LogSample.CardId, 3), (records.GetProperty("card").GetString(), records.GetProperty("records").GetArrayLength()));
        var row = JsonDocument.Parse(_factory.Demand("log show -l log.db --row 2 --json").Output).RootElement;
        var record = _sample.Records(2)[1];
        Assert.Equal(Convert.ToHexStringLower(record.Hash()), row.GetProperty("hash").GetString());
        Assert.Equal(Convert.ToHexStringLower(record.Signature), row.GetProperty("signature").GetString());
        Assert.Equal("-", row.GetProperty("oem_cert_2").GetString());
        Assert.Contains("row 2  counter 2  chip ", _factory.Demand("log show -l log.db").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_is_a_log_that_verifies_and_is_not_written_over_without_force()
    {
        Assert.Equal($"wrote 3 records to {_factory.PathOf("out.db")}\n", _factory.Demand("log export -l log.db -o out.db").Output);
        _factory.Demand("log verify -l out.db -k key.pem --expect-counter 3");
        Assert.Contains("destination-exists", _factory.Words("log export -l log.db -o out.db").Error, StringComparison.Ordinal);
        File.WriteAllText(_factory.PathOf("out.db"), "something else");
        Assert.Equal($$"""{"file":"{{_factory.PathOf("out.db")}}","records":3}""" + "\n", _factory.Demand("log export -l log.db -o out.db --force --json").Output);
        _factory.Demand("log verify -l out.db -k key.pem --expect-counter 3");
    }

    [Fact]
    public void A_log_is_not_written_over_itself_through_a_link()
    {
        File.CreateSymbolicLink(_factory.PathOf("link.db"), _factory.PathOf("log.db"));
        Assert.Contains("destination-is-source", _factory.Words("log export -l link.db -o log.db --force").Error, StringComparison.Ordinal);
        _factory.Demand("log verify -l log.db -k key.pem");
    }

    [Fact]
    public void A_log_of_version_1_is_exported_under_a_card_s_id()
    {
        LogSample.Write(_factory.PathOf("v1.db"), _sample.Records(2), cardId: null);
        Assert.Contains("--card", _factory.Words("log export -l v1.db -o out.db").Error, StringComparison.Ordinal);
        _factory.Demand("log export -l v1.db -o out.db --card 77");
        Assert.StartsWith("log of card 77, version 2\n", _factory.Demand("log show -l out.db").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_records_are_exported_byte_for_byte_as_they_are_hashed()
    {
        _factory.Prepare();
        File.Delete(_factory.PathOf("log.db"));
        _factory.Demand("line run -c line.yaml --operator anna --lot 7");
        string line = Assert.Single(_factory.Demand("device export -l log.db").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var listed = Assert.Single(JsonDocument.Parse(_factory.Demand("device list -l log.db --json").Output).RootElement.EnumerateArray());
        Assert.Equal(DeviceRecord.IdOf(System.Text.Encoding.UTF8.GetBytes(line)), listed.GetProperty("id").GetString());
        _factory.Demand("device export -l log.db -o devices.jsonl");
        Assert.Equal(line + "\n", File.ReadAllText(_factory.PathOf("devices.jsonl")));
        Assert.Contains("destination-exists", _factory.Words("device export -l log.db -o devices.jsonl").Error, StringComparison.Ordinal);

        string chip = listed.GetProperty("record").GetProperty("chip").GetString()!;
        string shown = _factory.Demand($"device show {chip} -l log.db").Output;
        Assert.Contains("\noperator  anna\nlot       7\n", shown, StringComparison.Ordinal);
        Assert.Equal(shown, _factory.Demand($"device show {listed.GetProperty("id").GetString()![..12]} -l log.db").Output);
        Assert.Contains("log-entry-missing", _factory.Words($"device show {new string('0', 32)} -l log.db").Error, StringComparison.Ordinal);
        Assert.Matches($@"^\S+Z  {chip}  done  unit 1  [0-9a-f]{{16}}\n$", _factory.Demand("device list -l log.db").Output);
    }

    [Fact]
    public void The_card_itself_proves_the_end_and_only_of_its_own_log()
    {
        _factory.Prepare();
        Assert.Contains("ledger-other-card", _factory.Words("log verify -l log.db -k key.pem -c line.yaml").Error, StringComparison.Ordinal);
        File.Delete(_factory.PathOf("log.db"));
        _factory.Demand("line run -c line.yaml");
        Assert.Contains("the end was checked", _factory.Demand("log verify -l log.db -k oem/log_prk.pem -c line.yaml").Output, StringComparison.Ordinal);
    }

    [VectorFact]
    public void The_original_s_sample_log_ends_0_with_4_verified()
    {
        string folder = Path.Combine(Vectors.Folder!, "spsdk-tp", "audit_log");
        var run = CliRun.Of(folder, "log", "verify", "-l", "tp_audit_log.db", "-k", "oem_log_puk.pub", "--json");
        Assert.Equal((0, 4), (run.Exit, JsonDocument.Parse(run.Output).RootElement.GetProperty("verified").GetInt32()));
    }

    private void Rejected(string kind, string line)
    {
        var run = _factory.Words(line);
        Assert.Equal(3, run.Exit);
        var verdict = JsonDocument.Parse(run.Output).RootElement;
        Assert.False(verdict.GetProperty("ok").GetBoolean());
        Assert.Contains(kind, verdict.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("kind").GetString()));
    }
}
