using System.Text.Json;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>
/// The station's command and a virtual chip with a CryptoCell-312: the power is taken by a program, by hand, or not at all.
/// </summary>
public sealed class CryptoCellCommandTests : IDisposable
{
    private const string Id = "0101010101010101010101010101010102020202020202020202020202020202";
    private const string Shell = "--power-command /bin/sh --power-argument power";
    private readonly TempFolder _folder = new();

    public CryptoCellCommandTests()
    {
        foreach (string name in (string[])["s", "station"])
        {
            Demand($"image keygen -k {name}.pem -t ecdsa-p256");
            Demand($"image getpub -k {name}.pem -e pem -o {name}-pub.pem");
        }

        Demand("chip make-tfm --file chip.bin --key s.pem --cryptocell-312");
        Demand($"tfm bundle new --to station-pub.pem --implementation-id {Id} --profile PSA_IOT_PROFILE_1 --certification-reference 1234567890128-00001 --rotpk s-pub.pem --rotpk s-pub.pem -o 1.bundle");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_power_goes_after_each_stage_and_the_same_command_goes_on_with_the_next()
    {
        // The program cannot do it: the chip is restarted by hand between the runs.
        Script("(sleep 0.2; echo no relay here >&2) & exit 7");
        foreach (string state in (string[])["ASSEMBLY_AND_TEST", "PSA_ROT_PROVISIONING"])
        {
            using var chip = new RunningTfmChip(_folder.Folder, "--halted");
            var run = Run(Words(chip) + $" {Shell} --json");
            Assert.Equal("tfm-power-command", Code(run));
            Assert.Contains("ended with 7: no relay here", run.Error, StringComparison.Ordinal);
            Assert.Contains($"life cycle {state}", run.Error, StringComparison.Ordinal);
            Assert.Contains("delivering", run.Error, StringComparison.Ordinal);
        }

        using var last = new RunningTfmChip(_folder.Folder, "--halted");
        using var report = JsonDocument.Parse(Demand(Words(last) + $" --nonsecure chip.tfm_ns.elf {Shell} --json").Output);
        Assert.True(report.RootElement.GetProperty("done").GetBoolean());
        Assert.True(report.RootElement.GetProperty("token").GetBoolean());
        Assert.Contains("[INF] Jumping to the first image slot\r\n", last.Stop(), StringComparison.Ordinal);
        Assert.Equal("chip-life-cycle", Code(Run("chip decommission chip.bin --yes --destroy-keys --json")));
        Assert.Contains("is DECOMMISSIONED", Demand("chip decommission chip.bin --yes").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_takes_the_power_and_one_command_does_all()
    {
        using var socket = new CryptoCellSocket(_folder.Folder);
        Script("[ \"$1\" = cycle ] || exit 3\ntouch cycle\nn=0\nwhile [ -e cycle ]; do n=$((n + 1)); [ $n -gt 6000 ] && exit 4; sleep 0.05; done");
        socket.WriteFiles();
        var run = Run($"tfm provision cc.bundle --key cc.pem --debug {socket.Address} --bl2 cc.bl2.elf --secure cc.tfm_s.elf --nonsecure cc.tfm_ns.elf -l devices.db --yes --json --cryptocell-312 {Shell} --power-argument cycle --power-seconds 600");
        Assert.True(run.Exit == 0, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        Assert.True(report.RootElement.GetProperty("done").GetBoolean());
        Assert.Equal(2, socket.PowerOns);
    }

    [Fact]
    public void A_person_at_the_terminal_is_asked_in_words_and_waited_for()
    {
        using var chip = new RunningTfmChip(_folder.Folder, "--halted");
        var context = CliRun.Attended(_folder.Folder, "the power was not taken");
        var run = CliRun.Of(Rootline.Cli.Commands.AllCommands.List, context, Words(chip).Split(' '));
        Assert.Contains("it is in the life cycle PSA_ROT_PROVISIONING with the next power-on", run.Error, StringComparison.Ordinal);
        Assert.Contains("then press Enter: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("tfm-power-not-cycled", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_can_take_the_power_nothing_is_begun()
    {
        using var chip = new RunningTfmChip(_folder.Folder, "--halted");
        var run = Run(Words(chip) + " --json");
        Assert.Equal("no-terminal", Code(run));
        Assert.Contains("--power-command", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("devices.db")));
        Assert.Equal("usage", Code(Run(Words(chip).Replace(" --cryptocell-312", " --power-command ./power", StringComparison.Ordinal) + " --json")));
        Assert.Equal("usage", Code(Run(Words(chip) + " --power-argument a --json")));
        Assert.Equal("usage", Code(Run(Words(chip) + " --power-command ./power --power-seconds 0 --json")));
        Assert.Equal("tfm-power-command", Code(Run(Words(chip) + " --power-command ./nothing-here --json")));
    }

    [Fact]
    public void Raw_keys_do_not_go_into_the_fuses() =>
        Assert.Equal("usage", Code(Run("chip make-tfm --file raw.bin --key s.pem --cryptocell-312 --raw-keys --json")));

    [Fact]
    public void A_provisioning_message_of_rse_is_refused_by_its_name()
    {
        File.WriteAllBytes(_folder.PathOf("rse.bin"), [0x0B, 0xB1, 0x11, 0x11, 1, 2, 3, 4]);
        foreach (string command in (string[])["tfm bundle show rse.bin --json", "tfm bundle check rse.bin --key station.pem --json"])
            Assert.Equal("tfm-rse", Code(Run(command)));
    }

    private static string Words(RunningTfmChip chip) =>
        $"tfm provision 1.bundle --key station.pem --debug {chip.Address} --bl2 chip.bl2.elf --secure chip.tfm_s.elf -l devices.db --yes --cryptocell-312 --patience 600";

    private void Script(string body) => File.WriteAllText(_folder.PathOf("power"), body + "\n");

    private CliRun Run(string line) => CliRun.Of(_folder.Folder, line.Split(' '));

    private CliRun Demand(string line)
    {
        var run = Run(line);
        Assert.True(run.Exit == 0, $"{line}: {run.Exit}: {run.Error}");
        return run;
    }

    private static string Code(CliRun run)
    {
        using var error = JsonDocument.Parse(run.Error.Trim().Split('\n')[^1]);
        return error.RootElement.GetProperty("error").GetProperty("code").GetString()!;
    }
}
