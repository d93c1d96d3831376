using System.Text.Json;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Peers.Cli;

/// <summary>
/// The sweep around the station itself, as processes: the chip loses its power at every moment of a device's trip. A sample of
/// the cut points here; ROOTLINE_TEST_SWEEP=all takes all of them, which is 396 trips.
/// </summary>
public sealed class SweepTests : IDisposable
{
    private const int Sample = 16;
    private const int MostSweeps = 5;
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rootline.dll");
    private readonly FactoryFolder _factory = new();
    private readonly ITestOutputHelper _output;

    public SweepTests(ITestOutputHelper output)
    {
        _output = output;
        _factory.Prepare();
        _factory.WriteLine("blhost_port: ttyCHIP, blhost_baudrate: 115200, blhost_timeout: 3000", "tp_target: blhost", "timeout: 0");
    }

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void Wherever_the_chip_loses_its_power_the_station_finishes_it()
    {
        bool all = Environment.GetEnvironmentVariable("ROOTLINE_TEST_SWEEP") == "all";
        var run = Sweep("--points", all ? "all" : $"{Sample}", "--torn", "--jobs", "8", "--visits", "6", "--timeout", "240");
        Assert.True(run.Exit == 0, run.Output + run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        int cases = report.GetProperty("cases").GetInt32();
        Assert.Equal(all ? 4 * report.GetProperty("operations").GetInt32() : Sample, cases);
        Assert.Empty(report.GetProperty("violations").EnumerateArray());
        Assert.All(report.GetProperty("states").EnumerateArray(), s =>
            Assert.Equal(("closed", "finished", true), (s.GetProperty("life").GetString(), s.GetProperty("standing").GetString(), s.GetProperty("cutFell").GetBoolean())));
        _output.Tell($"{cases} power cuts of a chip during line run as a process of its own: 0 violations");
    }

    [Fact]
    public void A_host_that_never_comes_back_is_a_violation()
    {
        var run = Sweep("--points", "2", "--jobs", "2", "--visits", "1");
        Assert.Equal(5, run.Exit);
        Assert.Contains("\"sweep-violation\"", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(run.Output).RootElement.GetProperty("violations").GetArrayLength());
    }

    // On a machine that has far too much to do the chip's thread may sleep through all pings, also of the run that nothing disturbs.
    private CliRun Sweep(params string[] options)
    {
        string[] line =
        [
            "chip", "sweep", "--chip", "chip.bin", "--copy", ".", "--json", .. options,
            "--", "dotnet", Program, "line", "run", "-c", "line.yaml", "--accept-lost-records", "--allow-seeded-keys-on-real-hardware",
        ];
        var run = _factory.Run(line);
        for (int sweeps = 1; sweeps < MostSweeps && run.Error.Contains("although nothing disturbs it", StringComparison.Ordinal); sweeps++)
            run = _factory.Run(line);
        return run;
    }
}
