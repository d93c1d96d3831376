using System.Text.Json;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>The commands of the desk, the station and the virtual chip together: what provisions a real TF-M provisions the virtual one.</summary>
public sealed class TfmTripTests : IDisposable
{
    private const string Id = "0101010101010101010101010101010102020202020202020202020202020202";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1.7", "PSA_IOT_PROFILE_1", "iot1", false)]
    [InlineData("2.2", "PSA_IOT_PROFILE_1", "iot1", true)]
    [InlineData("2.3", "tag:psacertified.org,2023:psa#t", "psa2", false)]
    public void The_station_s_command_provisions_a_chip_with_its_elf_files_and_takes_its_token(string release, string profile, string claims, bool raw)
    {
        Keys();
        Demand($"chip make-tfm --file chip.bin --key s.pem --key ns.pem --release {release} --token-profile {claims}{(raw ? " --raw-keys" : "")}");
        Demand($"tfm bundle new --to station-pub.pem --implementation-id {Id} --profile {profile} --certification-reference 1234567890128-00001 --rotpk s-pub.pem --rotpk ns-pub.pem --rotpk-form {(raw ? "raw" : "hash")} -o 1.bundle");
        using (var chip = new RunningTfmChip(_folder.Folder, "--halted"))
        {
            string provision = $"tfm provision 1.bundle --key station.pem --debug {chip.Address} --bl2 chip.bl2.elf --secure chip.tfm_s.elf --nonsecure chip.tfm_ns.elf -l devices.db --yes --json --patience 3600";
            using var report = JsonDocument.Parse(Demand(provision).Output);
            Assert.True(report.RootElement.GetProperty("done").GetBoolean());
            Assert.NotEqual(JsonValueKind.Null, report.RootElement.GetProperty("token").ValueKind);
            using var again = JsonDocument.Parse(Demand(provision).Output);
            Assert.True(again.RootElement.GetProperty("doneBefore").GetBoolean());
            Assert.Contains("[INF] Jumping to the first image slot\r\n", chip.Stop(), StringComparison.Ordinal);
        }

        Assert.Contains("tfm", Demand("device list -l devices.db --json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Encrypted_images_are_opened_with_the_key_of_the_bundle_and_compared_before_a_secret_goes_out()
    {
        Keys();
        File.WriteAllText(_folder.PathOf("image.hex"), new string('7', 64));
        File.WriteAllBytes(_folder.PathOf("radio.bin"), new byte[3000]);
        Demand("chip make-tfm --file chip.bin --key s.pem --key ns.pem --key s.pem --image radio.bin --image-decryption-key image.hex");
        string bundle = $"tfm bundle new --to station-pub.pem --implementation-id {Id} --profile PSA_IOT_PROFILE_1 --rotpk s-pub.pem --rotpk ns-pub.pem --rotpk s-pub.pem";
        Demand($"{bundle} --image-decryption-key image.hex -o 1.bundle");
        Demand($"{bundle} -o 2.bundle");
        using var chip = new RunningTfmChip(_folder.Folder, "--halted");
        string provision = $"--key station.pem --debug {chip.Address} --bl2 chip.bl2.elf --nonsecure chip.tfm_ns.elf -l devices.db --yes --json --patience 3600";
        Assert.Contains("tfm-elf-other", CliRun.Of(_folder.Folder, $"tfm provision 2.bundle {provision} --secure chip.tfm_s.elf".Split(' ')).Error, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(Demand($"tfm provision 1.bundle {provision} --secure chip.tfm_s.elf").Output);
        Assert.True(report.RootElement.GetProperty("done").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, report.RootElement.GetProperty("token").ValueKind);
        Assert.Contains("[INF] Image index: 2, Swap type: test\r\n", chip.Stop(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_with_bl1_is_provisioned_once_bl1_has_its_data()
    {
        Keys();
        Demand("chip make-tfm --file chip.bin --key s.pem --key ns.pem --bl1");
        Demand($"tfm bundle new --to station-pub.pem --implementation-id {Id} --profile PSA_IOT_PROFILE_1 --rotpk s-pub.pem --rotpk ns-pub.pem -o 1.bundle");
        using var chip = new RunningTfmChip(_folder.Folder, "--halted");
        using (var wire = TcpWire.Connect(TcpAddress.Parse(chip.Address)!))
        {
            var host = new GdbHost(wire, TimeProvider.System, new() { Timeout = TimeSpan.FromMinutes(2) });
            host.Open();
            var debugger = new TfmDebugger(host, new(new() { HasBl1 = true }));
            debugger.GiveBl1(File.ReadAllBytes(_folder.PathOf("chip.bl1_data.bin")));
            Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.Loader, "main")));
            host.Detach();
        }

        using var report = JsonDocument.Parse(Demand($"tfm provision 1.bundle --key station.pem --debug {chip.Address} --bl2 chip.bl2.elf --secure chip.tfm_s.elf --nonsecure chip.tfm_ns.elf -l devices.db --yes --json --patience 3600").Output);
        Assert.True(report.RootElement.GetProperty("done").GetBoolean());
        Assert.Contains("[INF] Beginning BL1 provisioning\r\n", chip.Stop(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_another_build_are_refused_before_anything_is_done()
    {
        foreach (string name in (string[])["s", "station"])
        {
            Demand($"image keygen -k {name}.pem -t ecdsa-p256");
            Demand($"image getpub -k {name}.pem -e pem -o {name}-pub.pem");
        }

        Demand("chip make-tfm --file chip.bin --key s.pem");
        Demand("chip make-tfm --file other.bin --key s.pem --halt-on-panic");
        Demand($"tfm bundle new --to station-pub.pem --implementation-id {Id} --profile P --rotpk s-pub.pem --rotpk s-pub.pem -o 1.bundle");
        using var chip = new RunningTfmChip(_folder.Folder, "--halted");
        var run = CliRun.Of(_folder.Folder, $"tfm provision 1.bundle --key station.pem --debug {chip.Address} --bl2 other.bl2.elf --secure chip.tfm_s.elf -l devices.db --yes".Split(' '));
        Assert.Contains("tfm-elf-other", run.Error, StringComparison.Ordinal);
    }

    private void Keys()
    {
        foreach (string name in (string[])["s", "ns", "station"])
        {
            Demand($"image keygen -k {name}.pem -t ecdsa-p256");
            Demand($"image getpub -k {name}.pem -e pem -o {name}-pub.pem");
        }
    }

    private CliRun Demand(string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        Assert.True(run.Exit == 0, $"{line}: {run.Exit}: {run.Error}");
        return run;
    }
}
