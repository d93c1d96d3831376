using System.Globalization;
using Rootline.Chips;
using Rootline.Chips.Lpc55;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Power;
using Rootline.Links;
using Rootline.Links.Serial;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Trip;

/// <summary>
/// The station as a process of its own that is killed while its chip withholds an answer: at commands spread over the whole
/// conversation, before the chip heard the command and after. One card and one log for all.
/// </summary>
public sealed class KilledStationTests(ITestOutputHelper output) : IDisposable
{
    private const int Moments = 10;
    private const int MaxUnheard = 5;
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rootline.dll");
    private readonly FactoryFolder _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void After_a_station_was_killed_at_any_moment_the_next_run_finishes_the_chip_with_one_unit()
    {
        _factory.WriteCard("production_quota: 100");
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        _factory.Demand("card personalise -c card.yaml --seal");
        _factory.WriteLine($"blhost_port: {_factory.PathOf("ttyCHIP")}, blhost_baudrate: 115200", "tp_target: blhost");
        var commands = Undisturbed();
        int cases = 0;
        for (int moment = 0; moment < Moments; moment++)
        {
            int at = commands[moment * (commands.Count - 1) / (Moments - 1)];
            foreach (bool hears in (bool[])[false, true])
                KillAndFinish(++cases, at, hears);
        }

        output.Tell($"{cases} stations killed: every chip done, one unit each");
        string chips = (cases + 1).ToString(CultureInfo.InvariantCulture);
        _factory.Demand($"log verify -l log.db -k oem/log_puk.pem --expect-counter {chips}");
        Assert.Contains($"counter  {chips}\n", _factory.Demand("card counters -c line.yaml").Output, StringComparison.Ordinal);
    }

    private List<int> Undisturbed()
    {
        _factory.Demand("chip make --file chip-0.bin --vendor vendor --seed 1000");
        using var bench = new Bench(_factory.PathOf("chip-0.bin"));
        var device = new TrippedDevice(bench.Chip.Device, int.MaxValue, hears: true);
        Finish(device);
        Assert.True(bench.Chip.IsProvisioned);
        return device.Commands;
    }

    private void KillAndFinish(int number, int at, bool hears)
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"chip-{number}.bin");
        _factory.Demand($"chip make --file {file} --vendor vendor --seed {number}");
        var bench = new Bench(_factory.PathOf(file));
        try
        {
            var device = new TrippedDevice(bench.Chip.Device, at, hears);
            Visit(device, kills: true);
            Assert.True(device.Tripped, $"the station ended before byte {at}");
            if (number % 4 >= 2)
            {
                // Half of the chips lose their power as well.
                bench.Dispose();
                bench = new Bench(_factory.PathOf(file));
            }

            Finish(new TrippedDevice(bench.Chip.Device, int.MaxValue, hears: true));
            Assert.True(bench.Chip.IsProvisioned, $"killed at byte {at}: the chip is open");
        }
        finally
        {
            bench.Dispose();
        }
    }

    private void Finish(TrippedDevice device)
    {
        var run = Visit(device, kills: false);
        Assert.True(run.Exit == 0, run.Error + run.Output);
    }

    // On a machine that has far too much to do the chip's thread may sleep through all pings: an operator runs the command again.
    private ProgramRun Visit(TrippedDevice device, bool kills)
    {
        var run = Live(device, kills);
        for (int again = 0; again < MaxUnheard && run.Error.Contains("mboot-no-answer", StringComparison.Ordinal); again++)
            run = Live(device, kills);
        return run;
    }

    // A station's life: to its end, or to its killing. A chip that was finished before the kill is passed over afterwards.
    private ProgramRun Live(TrippedDevice device, bool kills)
    {
        using var port = PseudoTerminal.Create(_factory.PathOf("ttyCHIP"));
        using var end = new CancellationTokenSource();
        using var station = ProgramRun.Start("dotnet", _factory.Folder, null, Program, "line", "run", "-c", "line.yaml", "--skip-done", "--allow-seeded-keys-on-real-hardware");
        if (kills)
            device.Trip = station.Kill;
        var pump = new Thread(() => DevicePump.Run(device, port, TimeProvider.System, end.Token));
        pump.Start();
        var run = ProgramRun.Finish(station);
        end.Cancel();
        pump.Join();
        return run;
    }

    private sealed class Bench : IDisposable
    {
        private readonly ChipContent _content;

        public Bench(string path)
        {
            _content = ChipFile.Open(new OsDisk(), path);
            Chip = new VirtualChip(_content.Birth, _content.Store, new ChipEnvironment(new PowerDomain("chip"), new SystemEntropy()), TimeProvider.System);
        }

        public VirtualChip Chip { get; }

        public void Dispose()
        {
            Chip.Dispose();
            _content.Store.Dispose();
        }
    }
}
