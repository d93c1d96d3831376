using System.Text.Json;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class TripTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void The_whole_trip_goes_through_the_commands_alone()
    {
        _factory.WriteCard("production_quota: 2");
        _factory.WriteLine("chips: [chips/chip-1.bin, chips/chip-2.bin, chips/chip-3.bin]");
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        _factory.Demand("chip make --file chips/chip.bin --vendor vendor --count 3");
        _factory.Demand("card personalise -c card.yaml --seal");

        var run = _factory.Words("line run -c line.yaml --operator anna --lot 7 --json");
        Assert.Equal(4, run.Exit);
        Assert.Contains("""{"warning":"card 42 has 2 units left for 3 devices"}""", run.Error, StringComparison.Ordinal);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, json.GetProperty("done").GetInt32());
        Assert.Equal("""[{"device":"chip-3.bin","code":"5501"}]""", json.GetProperty("refused").GetRawText());
        Assert.Equal(0, json.GetProperty("failed").GetArrayLength());

        var verdict = JsonDocument.Parse(_factory.Demand("log verify -l log.db -k oem/log_puk.pem -c line.yaml --json").Output).RootElement;
        Assert.Equal((true, 2, true), (verdict.GetProperty("ok").GetBoolean(), verdict.GetProperty("verified").GetInt32(), verdict.GetProperty("endChecked").GetBoolean()));

        var chips = json.GetProperty("devices").EnumerateArray().Take(2).Select(d => d.GetProperty("chip").GetString());
        var records = JsonDocument.Parse(_factory.Demand("device list -l log.db --json").Output).RootElement.EnumerateArray().Select(d => d.GetProperty("record")).ToList();
        Assert.Equal(chips, records.Select(r => r.GetProperty("chip").GetString()));
        Assert.All(records, r => Assert.Equal(("done", "anna", "7", "42"), (Text(r, "outcome"), Text(r, "operator"), Text(r, "lot"), Text(r, "card"))));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
