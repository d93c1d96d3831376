using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class LineSettleCommandTests : IDisposable
{
    private static readonly string[] Settle = ["line", "settle", "-c", "line.yaml", "--as", "spent", "--operator", "anna", "--reason", "the chip never came back"];
    private readonly FactoryFolder _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_run_that_could_be_finished_is_ended_by_a_long_option_alone()
    {
        StopBeforeDelivery();
        // Neither card nor chip is needed.
        File.Delete(_factory.PathOf("card.bin"));
        File.Delete(_factory.PathOf("chip.bin"));
        var refused = _factory.Run([.. Settle, "--unit", "1", "--yes"]);
        Assert.Equal(2, refused.Exit);
        Assert.Contains("settle-could-be-finished", refused.Error, StringComparison.Ordinal);
        var run = _factory.Run([.. Settle, "--unit", "1", "--although-it-could-be-finished", "--yes", "--json"]);
        Assert.True(run.Exit == 0, run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["run", "chip", "unit", "as", "note"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1, 1, "spent"), (json.GetProperty("run").GetInt32(), json.GetProperty("unit").GetInt32(), json.GetProperty("as").GetString()));
        Assert.Equal("settled as spent by anna: the chip never came back", json.GetProperty("note").GetString());
        Assert.Contains("spent", _factory.Demand("device list -l log.db").Output, StringComparison.Ordinal);
        Assert.Contains("settle-nothing-open", _factory.Run([.. Settle, "--unit", "1", "--yes"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_asks_before_it_does_and_takes_no_for_an_answer()
    {
        StopBeforeDelivery();
        string[] command = [.. Settle, "--unit", "1", "--although-it-could-be-finished"];
        Assert.Equal(2, _factory.Run(command).Exit);
        var context = CliRun.Attended(_factory.Folder, "n");
        Assert.Equal(2, CliRun.Of(AllCommands.List, context, command).Exit);
        context = CliRun.Attended(_factory.Folder, "y");
        var run = CliRun.Of(AllCommands.List, context, command);
        Assert.Equal(0, run.Exit);
        Assert.Contains("for ever? no station finishes it after that [y/N]", run.Error, StringComparison.Ordinal);
        Assert.Matches("^run 1 of chip [0-9a-f]{32} is ended as spent \\(unit 1\\)\n$", run.Output);
    }

    [Fact]
    public void A_run_is_named_in_one_way_and_a_log_must_be_there()
    {
        _factory.Prepare();
        Assert.Contains("either --chip or --unit", _factory.Run(Settle).Error, StringComparison.Ordinal);
        Assert.Contains("either --chip or --unit", _factory.Run([.. Settle, "--unit", "1", "--chip", new string('a', 32)]).Error, StringComparison.Ordinal);
        Assert.Equal(2, _factory.Run([.. Settle, "--unit", "1", "--yes"]).Exit);
        Assert.False(File.Exists(_factory.PathOf("log.db")));
    }

    private void StopBeforeDelivery()
    {
        _factory.Prepare();
        using var source = new CancellationTokenSource();
        using var error = new Tripwire("chip.bin: 6 give wrapped data to chip\"", source.Cancel);
        CliRun.Of(AllCommands.List, CliRun.Watched(_factory.Folder, error, source.Token), "line", "run", "-c", "line.yaml", "--json");
        Assert.True(source.IsCancellationRequested);
    }
}
