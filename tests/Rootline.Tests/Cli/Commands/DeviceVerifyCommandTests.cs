using System.Text.Json;
using Rootline.Core.Disks;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Records;
using Rootline.Ledger.Sqlite;
using Rootline.Ledger.Station;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class DeviceVerifyCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public DeviceVerifyCommandTests()
    {
        File.WriteAllBytes(_folder.PathOf("record.pem"), PublicKeyFile.Write(RecordKey.Public));
        File.WriteAllBytes(_folder.PathOf("other.pem"), KeySamples.File(KeyKind.EcP256));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_records_of_a_station_with_a_key_are_accepted_in_its_ledger_and_as_they_were_exported()
    {
        Make(isSigned: true);
        var told = Accepted("device verify -l devices.db --key record.pem");
        Assert.Equal(
            ["verdict", "records", "signed", "unsigned", "ofCard", "last", "faults", "findings"],
            told.EnumerateObject().Select(p => p.Name));
        Assert.Equal((2, 2, 0), (told.GetProperty("records").GetInt32(), told.GetProperty("signed").GetInt32(), told.GetProperty("unsigned").GetInt32()));
        Assert.Equal(0, Run("device export -l devices.db --signatures -o devices.jsonl").Exit);
        Assert.Equal(told.GetRawText(), Accepted("device verify --records devices.jsonl --key other.pem --key record.pem").GetRawText());
        Accepted($"device verify --records devices.jsonl --key record.pem --expect-last {told.GetProperty("last").GetString()}");
        Assert.Contains("signature by the key of SHA-256 " + Convert.ToHexStringLower(RecordKey.Public.Fingerprint), Run($"device show {CardlessTrip.Part} -l devices.db").Output, StringComparison.Ordinal);
        Assert.All(Run("device list -l devices.db").Output.Trim().Split('\n'), l => Assert.EndsWith("  signed", l, StringComparison.Ordinal));
        string plain = Run("device export -l devices.db").Output;
        Assert.All(plain.Trim().Split('\n'), l => Assert.True(DeviceRecordJson.Decode(System.Text.Encoding.UTF8.GetBytes(l)).Ok));
    }

    [Fact]
    public void Records_that_nobody_signed_are_named_and_only_accepted_by_word()
    {
        Make(isSigned: false);
        var told = Rejected("device verify -l devices.db --key record.pem");
        Assert.Equal(["unsigned", "unsigned"], Rules(told));
        Assert.Equal(2, Accepted("device verify -l devices.db --key record.pem --accept-unsigned").GetProperty("unsigned").GetInt32());
        Assert.All(Run("device list -l devices.db").Output.Trim().Split('\n'), l => Assert.EndsWith("  unsigned", l, StringComparison.Ordinal));
        Assert.Contains("signature unsigned", Run($"device show {CardlessTrip.Part} -l devices.db").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_changed_or_cut_off_is_rejected()
    {
        Make(isSigned: true);
        string last = Accepted("device verify -l devices.db --key record.pem").GetProperty("last").GetString()!;
        Assert.Equal(["signature", "signature"], Rules(Rejected("device verify -l devices.db --key other.pem")));
        Assert.Equal(["signature", "chain"], Rules(Rejected("device verify -l devices.db --key record.pem", "UPDATE rootline_devices SET content = replace(content, 'burn', 'BURN') WHERE id = 1")));
        Assert.Equal(["unsigned"], Rules(Rejected("device verify -l devices.db --key record.pem", "DELETE FROM rootline_signatures WHERE record_id = (SELECT record_id FROM rootline_devices WHERE id = 2)")));
        Assert.Equal(["chain"], Rules(Rejected("device verify -l devices.db --key record.pem", "DELETE FROM rootline_devices WHERE id = 1")));
        Assert.Equal(["tail"], Rules(Rejected($"device verify -l devices.db --key record.pem --expect-last {last}", "DELETE FROM rootline_devices WHERE id = 2")));
        Assert.Equal("log-unusable", CodeOf("device verify -l devices.db --key record.pem", "UPDATE rootline_signatures SET key = x'00'"));
    }

    [Theory]
    [InlineData("usage", "device verify --key record.pem")]
    [InlineData("usage", "device verify -l devices.db --records devices.jsonl --key record.pem")]
    [InlineData("device-record", "device verify --records torn.jsonl --key record.pem")]
    [InlineData("device-record", "device verify --records record.pem --key record.pem")]
    public void What_is_given_wrong_is_named(string code, string line)
    {
        Make(isSigned: true);
        string text = Run("device export -l devices.db --signatures").Output;
        File.WriteAllText(_folder.PathOf("torn.jsonl"), text[..^1]);
        Assert.Equal(code, CodeOf(line));
    }

    private void Make(bool isSigned)
    {
        using var ledger = StationLedger.OpenWithoutCard(_folder.PathOf("devices.db"), new() { Disk = new OsDisk(), RecordSigner = isSigned ? RecordKey.Signer : null }, StationTrip.Clock);
        CardlessTrip.Run(ledger);
    }

    private CliRun Run(string line) => CliRun.Of(_folder.Folder, line.Split(' '));

    private JsonElement Accepted(string line)
    {
        var run = Run(line + " --json");
        Assert.True(run.Exit == 0, run.Error);
        var told = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("accept", told.GetProperty("verdict").GetString());
        return told;
    }

    private JsonElement Rejected(string line, string? change = null)
    {
        var run = Changed(line, change);
        Assert.Equal(3, run.Exit);
        Assert.Contains("\"code\":\"device-records-rejected\"", run.Error, StringComparison.Ordinal);
        var told = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("reject", told.GetProperty("verdict").GetString());
        return told;
    }

    private string CodeOf(string line, string? change = null)
    {
        using var error = JsonDocument.Parse(Changed(line, change).Error.Trim().Split('\n')[^1]);
        return error.RootElement.GetProperty("error").GetProperty("code").GetString()!;
    }

    // Works on a changed copy.
    private CliRun Changed(string line, string? change)
    {
        if (change is null)
            return Run(line + " --json");
        File.Copy(_folder.PathOf("devices.db"), _folder.PathOf("changed.db"), overwrite: true);
        using (var database = SqliteConnection.Open(_folder.PathOf("changed.db"), new() { Access = SqliteAccess.Create }))
            database.Execute(change);
        return Run(line.Replace("devices.db", "changed.db", StringComparison.Ordinal) + " --json");
    }

    private static IEnumerable<string?> Rules(JsonElement verdict) => verdict.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("rule").GetString());
}
