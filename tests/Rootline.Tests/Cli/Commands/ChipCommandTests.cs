using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.Cli.Stations;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class ChipCommandTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public ChipCommandTests() => _factory.PutVendor();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void Many_chips_are_numbered_and_differ()
    {
        var made = JsonDocument.Parse(_factory.Demand("chip make --file chips/c.bin --vendor vendor --count 10 --json").Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 10).Select(i => _factory.PathOf($"chips/c-{i:00}.bin")), made.Select(m => m.GetProperty("file").GetString()));
        Assert.Equal(10, made.Select(m => m.GetProperty("chip").GetString()).Distinct().Count());
        Assert.All(made, m => Assert.True(File.Exists(m.GetProperty("file").GetString())));
    }

    [Fact]
    public void Made_from_one_seed_twice_a_chip_is_the_same_bytes()
    {
        _factory.Demand("chip make --file a.bin --vendor vendor --seed 3");
        _factory.Demand("chip make --file b.bin --vendor vendor --seed 3");
        _factory.Demand("chip make --file c.bin --vendor vendor --seed 4");
        Assert.Equal(File.ReadAllBytes(_factory.PathOf("a.bin")), File.ReadAllBytes(_factory.PathOf("b.bin")));
        Assert.NotEqual(File.ReadAllBytes(_factory.PathOf("a.bin")), File.ReadAllBytes(_factory.PathOf("c.bin")));
    }

    [Theory]
    [InlineData("vendor-missing", 2, "chip make --file c.bin --vendor nowhere")]
    [InlineData("usage", 2, "chip make --file c.bin --vendor vendor --count 0")]
    [InlineData("file-missing", 2, "chip run nowhere.bin --port tty")]
    [InlineData("chip-file-damaged", 2, "chip run line.yaml --port tty")]
    [InlineData("usage", 2, "chip run c.bin")]
    [InlineData("usage", 2, "chip run c.bin --port tty --tcp 0")]
    [InlineData("usage", 2, "chip run c.bin --tcp 65536")]
    [InlineData("usage", 2, "chip run c.bin --tcp 0.0.0.0:0")]
    [InlineData("usage", 2, "chip run c.bin --tcp station.example:4711")]
    [InlineData("usage", 2, "chip run c.bin --port tty --baud 0")]
    [InlineData("usage", 2, "chip run c.bin --port tty --power-off")]
    [InlineData("control-unreachable", 6, "chip control nowhere.sock state")]
    [InlineData("usage", 2, "chip control nowhere.sock cut at")]
    [InlineData("file-missing", 2, "chip sweep -c nowhere.bin -- true")]
    [InlineData("file-missing", 2, "chip sweep -c line.yaml --copy nowhere -- true")]
    [InlineData("usage", 2, "chip sweep -c line.yaml --points none -- true")]
    [InlineData("usage", 2, "chip sweep -c line.yaml --jobs 0 -- true")]
    [InlineData("usage", 2, "chip sweep -c line.yaml")]
    [InlineData("chip-file-damaged", 2, "chip sweep -c line.yaml -- true")]
    public void What_cannot_be_done_is_refused_by_name(string code, int exit, string line)
    {
        var run = _factory.Words(line);
        Assert.Equal((exit, ""), (run.Exit, run.Output));
        Assert.Contains($"code: {code} (", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_is_never_made_over_another_one()
    {
        _factory.Demand("chip make --file c.bin --vendor vendor");
        var run = _factory.Words("chip make --file c.bin --vendor vendor");
        Assert.Equal(2, run.Exit);
        Assert.Contains("chip-file-exists", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chip run c.bin --port tty", "ready {0}\n")]
    [InlineData("chip run c.bin --port tty --control sock --baud 921600 --trace trace", "ready {0} control {1}\n")]
    [InlineData("chip run c.bin --port tty --any-provisioning-firmware", "ready {0} (any sound SB2.1 file is taken unopened as provisioning firmware)\n")]
    public void A_running_chip_says_where_it_is_and_leaves_nothing_behind(string line, string output)
    {
        _factory.Demand("chip make --file c.bin --vendor vendor");
        var run = CliRun.Of(AllCommands.List, CliRun.Context(_factory.Folder, cancellation: new CancellationToken(canceled: true)), line.Split(' '));
        Assert.Equal((0, string.Format(System.Globalization.CultureInfo.InvariantCulture, output, _factory.PathOf("tty"), _factory.PathOf("sock"))), (run.Exit, run.Output));
        Assert.Contains("the chip's keys come from a seed", run.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_factory.PathOf("tty")) || Path.Exists(_factory.PathOf("sock")));
    }

    [Theory]
    [InlineData("sweep-undisturbed", "chip sweep -c c.bin -- sh -c true", "causes no operation")]
    [InlineData("sweep-undisturbed", "chip sweep -c c.bin -- sh -c false", "ends with 1")]
    [InlineData("sweep-undisturbed", "chip sweep -c c.bin --timeout 1 -- sleep 1000", "takes too long")]
    [InlineData("sweep-unstartable", "chip sweep -c c.bin -- ./nowhere -c x", "nowhere")]
    public void A_host_command_that_does_not_work_undisturbed_is_not_swept(string code, string line, string what)
    {
        _factory.Demand("chip make --file c.bin --vendor vendor");
        var run = _factory.Words(line);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains($"code: {code} (operator)", run.Error, StringComparison.Ordinal);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_cannot_power_one_chip()
    {
        _factory.Demand("chip make --file c.bin --vendor vendor");
        using var held = PoweredChip.On(new(new OsDisk(), TimeProvider.System, new SystemEntropy()), _factory.PathOf("c.bin"));
        var run = _factory.Words("chip run c.bin --port tty");
        Assert.Equal(6, run.Exit);
        Assert.Contains("code: chip-in-use (station)", run.Error, StringComparison.Ordinal);
    }
}
