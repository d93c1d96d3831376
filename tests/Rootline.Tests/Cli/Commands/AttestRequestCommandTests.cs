using System.Text.Json;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>A token that is taken of a device through its debug port, and what else may stand there.</summary>
public sealed class AttestRequestCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_provisioned_device_answers_a_challenge_and_no_other()
    {
        Device();
        string nonce = Demand("attest nonce nonces.jsonl").Trim();
        using (var chip = new RunningTfmChip(_folder.Folder))
            Demand($"attest request --debug {chip.Address} --nonsecure tfm_ns.elf --challenge {nonce} -o token.cbor --patience 3600");
        var verdict = JsonDocument.Parse(Demand($"attest verify token.cbor --key iak.pem --challenge {nonce} --json")).RootElement;
        Assert.Equal("accept", verdict.GetProperty("verdict").GetString());
        Assert.Equal(3, Run($"attest verify token.cbor --key iak.pem --challenge {new string('0', 64)}").Exit);
    }

    [Fact]
    public void Another_program_a_token_that_is_there_and_a_challenge_of_another_length_are_refused_by_name()
    {
        Device();
        File.WriteAllText(_folder.PathOf("there.cbor"), "kept");
        using var chip = new RunningTfmChip(_folder.Folder);
        Refused("elf-no-symbol", $"attest request --debug {chip.Address} --nonsecure bl2.elf --challenge {new string('0', 64)} -o token.cbor");
        Refused("usage", $"attest request --debug {chip.Address} --nonsecure tfm_ns.elf --challenge {new string('0', 64)} -o there.cbor");
        Refused("usage", $"attest request --debug {chip.Address} --nonsecure tfm_ns.elf --challenge {new string('0', 62)} -o token.cbor");
        Assert.False(File.Exists(_folder.PathOf("token.cbor")));
        Assert.Equal("kept", File.ReadAllText(_folder.PathOf("there.cbor")));
    }

    [Fact]
    public void A_chip_tells_in_its_token_that_debug_is_open_and_that_it_is_out_of_use_and_is_judged_by_it()
    {
        Device();
        using (var chip = new RunningTfmChip(_folder.Folder, "--control", "chip.sock"))
        {
            Assert.Equal(("accept", "secured"), Judged(chip, "1"));
            Demand($"chip control {chip.Control} open-debug state=non-psa-rot-debug");
            Assert.Equal(("accept", "non-psa-rot-debug"), Judged(chip, "2"));
            Demand("chip control chip.sock open-debug state=recoverable-psa-rot-debug");
            Assert.Equal(("untrusted", "recoverable-psa-rot-debug"), Judged(chip, "3"));
        }

        Assert.Contains("no-terminal", Run("chip decommission chip.bin").Error, StringComparison.Ordinal);
        Assert.Equal($"{{\"file\":\"{_folder.PathOf("chip.bin")}\",\"life\":\"DECOMMISSIONED\",\"keysDestroyed\":false}}\n", Demand("chip decommission chip.bin --yes --json"));
        Demand("chip decommission chip.bin --yes");
        using var retired = new RunningTfmChip(_folder.Folder);
        Assert.Equal(("untrusted", "decommissioned"), Judged(retired, "4"));
    }

    private (string? Verdict, string? State) Judged(RunningTfmChip chip, string challenge)
    {
        string nonce = challenge.PadLeft(64, '0');
        Demand($"attest request --debug {chip.Address} --nonsecure tfm_ns.elf --challenge {nonce} -o {challenge}.cbor --patience 3600");
        var verdict = JsonDocument.Parse(Run($"attest verify {challenge}.cbor --key iak.pem --challenge {nonce} --json").Output).RootElement;
        return (verdict.GetProperty("verdict").GetString(), verdict.GetProperty("claims").GetProperty("lifecycleState").GetString());
    }

    // The demo's device, with short names.
    private void Device()
    {
        Demand("demo --devices 1 --quota 1 --folder trip --seed 5");
        foreach (var (from, to) in ((string, string)[])[("device.chip", "chip.bin"), ("device.bl2.elf", "bl2.elf"), ("device.tfm_ns.elf", "tfm_ns.elf"), ("device_iak_puk.pem", "iak.pem")])
            File.Copy(_folder.PathOf($"trip/tfm/{from}"), _folder.PathOf(to));
    }

    private void Refused(string code, string line)
    {
        var run = Run(line);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains($"code: {code} (", run.Error, StringComparison.Ordinal);
    }

    private string Demand(string line)
    {
        var run = Run(line);
        Assert.True(run.Exit == 0, run.Error);
        return run.Output;
    }

    private CliRun Run(string line) => CliRun.Of(_folder.Folder, line.Split(' '));
}
