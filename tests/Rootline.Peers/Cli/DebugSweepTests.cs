using System.Text.Json;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Peers.Cli;

/// <summary>
/// The sweep around the commands that provision through a debug server, as processes. A sample of the operations here;
/// ROOTLINE_TEST_SWEEP=all takes every one.
/// </summary>
public sealed class DebugSweepTests(ITestOutputHelper output) : IDisposable
{
    private const string Id = "0101010101010101010101010101010102020202020202020202020202020202";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rootline.dll");
    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("ROOTLINE_TEST_SWEEP") == "all";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("sh")]
    public void Wherever_a_TFM_chip_loses_its_power_the_same_bundle_finishes_it()
    {
        Directory.CreateDirectory(_folder.PathOf("station"));
        foreach (string name in (string[])["s", "station/station"])
        {
            Demand($"image keygen -k {name}.pem -t ecdsa-p256");
            Demand($"image getpub -k {name}.pem -e pem -o {name}.pub");
        }

        Demand("chip make-tfm --file station/chip.bin --key s.pem");
        File.Move(_folder.PathOf("station/chip.bin"), _folder.PathOf("chip.bin"));
        Demand($"tfm bundle new --to station/station.pub --implementation-id {Id} --profile PSA_IOT_PROFILE_1 --rotpk s.pub --rotpk s.pub -o station/1.bundle");
        Sweep(8, "SECURED", "rootline tfm provision 1.bundle --key station.pem --debug $ROOTLINE_PORT --bl2 chip.bl2.elf --secure chip.tfm_s.elf --nonsecure chip.tfm_ns.elf -l devices.db --yes --json");
    }

    [ProgramFact("sh")]
    public void Wherever_a_Nordic_part_loses_its_power_the_same_command_finishes_it()
    {
        Directory.CreateDirectory(_folder.PathOf("station"));
        string device = JsonDocument.Parse(Demand("nordic make chip.bin --part nrf9160 --json").Output).RootElement.GetProperty("device").GetString()!;
        Demand("nordic firmware provisioning --part nrf9160 -o station/image.bin");
        Demand("nordic firmware tfm --part nrf9160 -o station/tfm.bin");
        string provision = "rootline nordic provision --part nrf9160 --debug $ROOTLINE_PORT --console $ROOTLINE_CONSOLE --image image.bin --firmware tfm.bin -l devices.db --erase-half-provisioned --yes --json";
        // What the station's own messages tell to do: a port that is closed already, a word of the protection that is torn.
        string closed = $"{provision} --device {device} 2>said; code=$?; grep -q nordic-not-confirmed said || exit $code; {provision} --device {device} --erase-provisioned-part";
        Sweep(4, "secured", $"{provision} 2>said; code=$?; grep -q nordic-port-closed said || exit $code; {closed}");
    }

    private void Sweep(int sample, string life, string script)
    {
        string command = script.Replace("rootline ", $"dotnet '{Program}' ", StringComparison.Ordinal);
        var run = CliRun.Of(
            _folder.Folder,
            "chip", "sweep", "--chip", "chip.bin", "--copy", "station", "--in-turn", "--points", IsWhole ? "all" : $"{sample}", "--jobs", "4", "--visits", "5", "--timeout", "600", "--json", "--", "sh", "-c", command);
        Assert.True(run.Exit == 0, run.Output + run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        int cases = report.GetProperty("cases").GetInt32();
        int operations = report.GetProperty("operations").GetInt32();
        Assert.Equal(IsWhole ? operations : sample, cases);
        Assert.All(report.GetProperty("states").EnumerateArray(), s =>
            Assert.Equal((life, "finished", true), (s.GetProperty("life").GetString(), s.GetProperty("standing").GetString(), s.GetProperty("cutFell").GetBoolean())));
        output.Tell($"{cases} of {operations} operations of a chip behind a debug server lost power during its provisioning as a process of its own ({life}): 0 violations");
    }

    private CliRun Demand(string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        Assert.True(run.Exit == 0, $"{line}: {run.Error}");
        return run;
    }
}
