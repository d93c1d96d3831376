using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.Cli.Config;
using Rootline.Cli.Stations;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class LineCommandTests : IDisposable
{
    private static readonly string[] StepNames =
    [
        "0 survey", "1.1 update CFPA page", "1.3 load provisioning firmware", "1.4 check provisioning firmware", "2 get challenge from card",
        "3 prove genuinity of chip", "4 card authenticates chip", "5 record", "6 give wrapped data to chip", "7 reset", "8 load product firmware", "9 confirm",
    ];

    private readonly FactoryFolder _factory = new();

    public static TheoryData<string> Steps => [.. StepNames];

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_device_is_a_line_with_the_time_of_each_step()
    {
        _factory.Prepare();
        string output = _factory.Demand("line run -c line.yaml").Output;
        Assert.Matches(@"^chip\.bin  [0-9a-f]{32}  done  unit 1  \d+ ms \(0 survey \d+ ms, .*, 9 confirm \d+ ms\)\n1 of 1 done\n$", output);
    }

    [Fact]
    public void As_JSON_it_is_one_object_of_a_fixed_shape()
    {
        _factory.Prepare();
        var run = _factory.Demand("line run -c line.yaml --json");
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["done", "refused", "failed", "found", "devices"], json.EnumerateObject().Select(p => p.Name));
        var device = Assert.Single(json.GetProperty("devices").EnumerateArray());
        Assert.Equal(["device", "chip", "done", "doneBefore", "counter", "ms", "steps"], device.EnumerateObject().Select(p => p.Name));
        Assert.Equal(StepNames, device.GetProperty("steps").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Contains("""{"progress":{"what":"chip.bin: 6 give wrapped data to chip","done":0,"total":1}}""", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Interrupted_at_any_step_it_ends_130_and_the_next_run_goes_on_with_the_same_unit(string step)
    {
        _factory.Prepare();
        using var source = new CancellationTokenSource();
        using var error = new Tripwire($"chip.bin: {step}\"", source.Cancel);
        var context = CliRun.Watched(_factory.Folder, error, source.Token);
        var run = CliRun.Of(AllCommands.List, context, "line", "run", "-c", "line.yaml", "--json");
        Assert.True(source.IsCancellationRequested);
        Assert.Equal(130, run.Exit);
        Assert.Equal(0, JsonDocument.Parse(run.Output).RootElement.GetProperty("done").GetInt32());

        var next = JsonDocument.Parse(_factory.Demand("line run -c line.yaml --json").Output).RootElement;
        Assert.Equal(1, next.GetProperty("done").GetInt32());
        Assert.Contains("counter  1\nleft     4", _factory.Demand("card counters -c line.yaml").Output, StringComparison.Ordinal);
        _factory.Demand("log verify -l log.db -k oem/log_puk.pem --expect-counter 1");
    }

    [Fact]
    public void A_chip_that_is_done_is_passed_over_on_request_and_counts_as_done()
    {
        _factory.Prepare(chips: 2);
        _factory.WriteLine("chip: chip-1.bin");
        _factory.Demand("line run -c line.yaml");
        _factory.WriteLine("chips: [chip-1.bin, chip-2.bin]");
        string output = _factory.Demand("line run -c line.yaml --skip-done").Output;
        Assert.Matches(@"chip-1\.bin  [0-9a-f]{32}  done before  unit 1\n", output);
        Assert.EndsWith("2 of 2 done\n", output, StringComparison.Ordinal);
        Assert.Contains("counter  2\n", _factory.Demand("card counters -c line.yaml").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_that_is_done_is_refused_and_the_others_go_on()
    {
        _factory.Prepare(chips: 2);
        _factory.WriteLine("chip: chip-1.bin");
        _factory.Demand("line run -c line.yaml");
        _factory.WriteLine("chips: [chip-1.bin, chip-2.bin]");
        var run = _factory.Words("line run -c line.yaml --json");
        Assert.Equal(5, run.Exit);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, json.GetProperty("done").GetInt32());
        var failed = Assert.Single(json.GetProperty("failed").EnumerateArray());
        Assert.Equal(("chip-1.bin", "device-has-unit"), (failed.GetProperty("device").GetString(), failed.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal("done already", Assert.Single(json.GetProperty("found").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public void A_damaged_chip_file_fails_that_device_alone()
    {
        _factory.Prepare(chips: 2);
        File.WriteAllText(_factory.PathOf("chip-1.bin"), "RLCHIP01");
        _factory.WriteLine("chips: [chip-1.bin, chip-2.bin]");
        var run = _factory.Words("line run -c line.yaml");
        Assert.Equal(2, run.Exit);
        Assert.Contains("chip-1.bin  unknown  failed  chip-file-damaged: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 done", run.Output, StringComparison.Ordinal);
        Assert.Contains("code: chip-file-damaged (file)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_station_on_one_card_is_refused()
    {
        _factory.Prepare();
        var context = CliRun.Context(_factory.Folder);
        using var first = LineStation.Open(context, LineConfig.Read(context, "line.yaml"), new());
        var run = _factory.Words("line run -c line.yaml");
        Assert.Equal(6, run.Exit);
        Assert.Contains("code: card-in-use (station)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_station_on_one_log_is_refused()
    {
        _factory.Prepare();
        using var held = new Rootline.Core.Disks.OsDisk().TryLock(_factory.PathOf("log.db.lock"));
        var run = _factory.Words("line run -c line.yaml");
        Assert.Equal(2, run.Exit);
        Assert.Contains("code: ledger-in-use (operator)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_another_card_a_lost_log_and_another_family_are_refused()
    {
        _factory.Prepare();
        _factory.Demand("line run -c line.yaml");
        _factory.Demand("card make --file other.bin --keys keys --vendor vendor --serial 43");
        _factory.WriteLine("chip: chip.bin", "tp_device_parameter: {card: other.bin, keys: keys}");
        Refused("ledger-other-card", 2);
        _factory.WriteLine("chip: chip.bin", "family: lpc55s28");
        Refused("card-family", 2);
        _factory.WriteLine("chip: chip.bin", "audit_log: fresh.db");
        Refused("card-ahead-of-log", 6);
    }

    [Fact]
    public void A_blank_card_is_refused_before_any_device_is_touched()
    {
        _factory.PutVendor();
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        _factory.Demand("chip make --file chip.bin --vendor vendor");
        byte[] chip = File.ReadAllBytes(_factory.PathOf("chip.bin"));
        Refused("card-not-configured", 4);
        Assert.Equal(chip, File.ReadAllBytes(_factory.PathOf("chip.bin")));
    }

    [Fact]
    public void Keys_of_a_seed_do_not_go_to_a_serial_port_unless_allowed_by_name()
    {
        _factory.Prepare();
        _factory.WriteLine("blhost_port: /dev/nowhere", "tp_target: blhost");
        Refused("seeded-keys-on-hardware", 2);
        var run = _factory.Words("line run -c line.yaml --allow-seeded-keys-on-real-hardware");
        Assert.Equal(6, run.Exit);
        Assert.Contains("/dev/nowhere  unknown  failed  serial-missing: ", run.Output, StringComparison.Ordinal);
    }

    private void Refused(string code, int exit)
    {
        var run = _factory.Words("line run -c line.yaml");
        Assert.Equal((exit, ""), (run.Exit, run.Output));
        Assert.Contains($"  code: {code} (", run.Error, StringComparison.Ordinal);
    }
}
