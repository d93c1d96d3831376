using System.Text.Json;
using Rootline.Chips.Boot;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>A TF-M chip from the command line: made, run with a debug server, provisioned over TCP.</summary>
public sealed class TfmChipCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_chip_is_made_with_its_files_and_provisioned_over_tcp()
    {
        Keys();
        var made = Run("chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--key", "ns.pem", "--json");
        Assert.Equal((0, ""), (made.Exit, made.Error));
        using var report = JsonDocument.Parse(made.Output);
        byte[][] rotpks = [.. report.RootElement.GetProperty("rotpks").EnumerateArray().Select(r => Convert.FromHexString(r.GetString()!))];
        var build = new TfmBuild();
        foreach (string name in (string[])["bl2", "tfm_s", "tfm_ns"])
            Assert.True(File.Exists(report.RootElement.GetProperty("elf").GetProperty(name).GetString()));
        Assert.Equal(new TfmFirmware(build).Secure.Elf.ToArray(), File.ReadAllBytes(_folder.PathOf("chip.tfm_s.elf")));

        using (var chip = new RunningTfmChip(_folder.Folder, "--halted"))
        {
            using var wire = TcpWire.Connect(TcpAddress.Parse(chip.Address)!);
            var host = new GdbHost(wire, TimeProvider.System, new() { Timeout = TimeSpan.FromMinutes(2) });
            host.Open();
            var debugger = new TfmDebugger(host, new(build));
            debugger.ProvisionLoader(rotpks);
            Assert.Equal(0u, debugger.ProvisionSecure(TfmSample.Assembly(), TfmSample.Rot(build)));
            Assert.NotEmpty(debugger.Token(new byte[32]));
            Assert.Contains("[INF] Starting bootloader\r\n", chip.Stop(), StringComparison.Ordinal);
        }

        var (_, store) = BoardFile.Open(new OsDisk(), _folder.PathOf("chip.bin"));
        using (store)
            Assert.Equal(TfmLifecycle.Secured, new TfmChip(store, new PowerDomain("chip"), new SeededEntropy(1)).Lifecycle.Burned);
    }

    [Fact]
    public void Published_test_values_are_shouted_about_in_every_output()
    {
        Keys();
        var made = Run("chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--release", "1.7", "--dummy-provisioning-this-device-is-not-secure");
        Assert.Equal(0, made.Exit);
        Assert.Contains("NOT SECURE", made.Output, StringComparison.Ordinal);
        Assert.Contains("NOT SECURE", made.Error, StringComparison.Ordinal);
        Assert.Contains("\"dummyProvisioning\":true", Run("chip", "make-tfm", "--file", "json.bin", "--key", "s.pem", "--dummy-provisioning-this-device-is-not-secure", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_with_four_encrypted_images_starts_them_with_the_key_that_it_was_given()
    {
        Keys();
        File.WriteAllText(_folder.PathOf("image.hex"), new string('7', 64));
        File.WriteAllBytes(_folder.PathOf("radio.bin"), new byte[5000]);
        var made = Run("chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--key", "ns.pem", "--image", "radio.bin", "--image", "radio.bin", "--image-decryption-key", "image.hex", "--non-secure-counters", "3", "--json");
        Assert.Equal((0, ""), (made.Exit, made.Error));
        using var report = JsonDocument.Parse(made.Output);
        byte[][] rotpks = [.. report.RootElement.GetProperty("rotpks").EnumerateArray().Select(r => Convert.FromHexString(r.GetString()!))];
        Assert.Equal((4, true, "tfm-1.7/ns3"), (report.RootElement.GetProperty("images").GetInt32(), report.RootElement.GetProperty("encryptedImages").GetBoolean(), report.RootElement.GetProperty("otpLayout").GetString()));
        Assert.Equal(rotpks[1], rotpks[3]);
        var (_, store) = BoardFile.Open(new OsDisk(), _folder.PathOf("chip.bin"));
        using (store)
        {
            var chip = new TfmChip(store, new PowerDomain("chip"), new SeededEntropy(1));
            Assert.Equal(PlatformError.Success, chip.Otp.Open());
            for (int image = 0; image < rotpks.Length; image++)
                Assert.Equal(PlatformError.Success, chip.Otp.WriteForEver(OtpElement.Bl2Rotpk0 + image, rotpks[image]));
            Assert.Equal(PlatformError.Success, chip.Otp.WriteForEver(OtpElement.KeyBl2Encryption, [.. Enumerable.Repeat((byte)0x77, 32)]));
            Assert.Equal(PlatformError.Success, chip.Lifecycle.AdvanceForEver(TfmLifecycle.PsaRotProvisioning));
            Assert.Equal(PlatformError.Success, chip.Lifecycle.AdvanceForEver(TfmLifecycle.Secured));
            Assert.True(chip.RunToRest());
            Assert.True(chip.IsUp, chip.Console.TakeText());
        }
    }

    [Fact]
    public void A_chip_that_waits_for_a_bundle_has_the_code_for_it_beside_it()
    {
        Keys();
        var made = Run("chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--wait-for-bundle", "--json");
        Assert.Equal((0, ""), (made.Exit, made.Error));
        using var report = JsonDocument.Parse(made.Output);
        var bundle = report.RootElement.GetProperty("bundle");
        Assert.Equal((0x38010000, new TfmBuild { PollsForBundle = true }.Bundle.Length), (bundle.GetProperty("address").GetInt64(), bundle.GetProperty("length").GetInt32()));
        Assert.Equal(0x2000, File.ReadAllBytes(bundle.GetProperty("code").GetString()!).Length);
        Assert.Contains("0x38010000", Run("chip", "make-tfm", "--file", "text.bin", "--key", "s.pem", "--wait-for-bundle").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_with_bl1_starts_with_the_data_that_were_written_for_it()
    {
        Keys();
        var made = Run("chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--bl1", "--json");
        Assert.Equal((0, ""), (made.Exit, made.Error));
        using var report = JsonDocument.Parse(made.Output);
        string data = report.RootElement.GetProperty("bl1Data").GetProperty("file").GetString()!;
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(data) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.True(File.Exists(report.RootElement.GetProperty("elf").GetProperty("bl1_2").GetString()));
        var (_, store) = BoardFile.Open(new OsDisk(), _folder.PathOf("chip.bin"));
        using (store)
        {
            var chip = new TfmChip(store, new PowerDomain("chip"), new SeededEntropy(1));
            Assert.True(chip.Debug.WriteMemory((uint)report.RootElement.GetProperty("bl1Data").GetProperty("address").GetInt64(), File.ReadAllBytes(data)));
            Assert.True(chip.RunToRest());
            Assert.Contains("[INF] Jumping to BL2\r\n[INF] Starting bootloader\r\n", chip.Console.TakeText(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--bl1", "--wait-for-bundle")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--wait-for-bundle", "--release", "1.7")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--key", "s.pem", "--key", "s.pem")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--image", "s.pem", "--image", "s.pem", "--image", "s.pem")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--non-secure-counters", "4")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--image-decryption-key", "short.hex")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--image", "large.bin")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--key", "ed.pem")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "ed.pem")]
    [InlineData(2, "chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--raw-keys", "--dummy-provisioning-this-device-is-not-secure")]
    [InlineData(2, "chip", "run", "board.bin", "--debug", "0")]
    [InlineData(2, "chip", "run", "board.bin", "--debug", "0.0.0.0:0")]
    [InlineData(2, "chip", "run", "board.bin", "--debug", "0", "--tcp", "0")]
    [InlineData(2, "chip", "run", "board.bin", "--tcp", "0", "--halted")]
    [InlineData(2, "chip", "run", "missing.bin", "--debug", "0")]
    public void What_does_not_fit_is_refused_and_nothing_is_made(int exit, params string[] args)
    {
        Keys();
        Assert.Equal(0, Run("image", "keygen", "-k", "ed.pem", "-t", "ed25519").Exit);
        File.WriteAllText(_folder.PathOf("short.hex"), "77");
        File.WriteAllBytes(_folder.PathOf("large.bin"), new byte[0x20000]);
        Assert.Equal(0, Run("chip", "make", "--file", "board.bin", "--profile", "mps2-an521").Exit);
        var run = Run(args);
        Assert.Equal(exit, run.Exit);
        Assert.NotEmpty(run.Error);
        Assert.False(File.Exists(_folder.PathOf("chip.bin")));
    }

    [Theory]
    [InlineData("chip.bin", "--debug PORT", "chip", "run", "chip.bin", "--tcp", "0")]
    [InlineData("part.bin", "nordic run", "chip", "run", "part.bin", "--tcp", "0")]
    [InlineData("part.bin", "nordic run", "chip", "run", "part.bin", "--debug", "0")]
    [InlineData("part.bin", "nordic run", "chip", "boot", "part.bin")]
    [InlineData("board.bin", "chip boot", "chip", "run", "board.bin", "--port", "tty")]
    [InlineData("chip.bin", "chip run", "nordic", "run", "chip.bin", "--debug", "0", "--console", "0")]
    [InlineData("chip.bin", "chip make-tfm", "chip", "secure", "chip.bin", "--key", "s.pem")]
    [InlineData("part.bin", "nordic run", "chip", "decommission", "part.bin", "--yes")]
    public void A_chip_of_another_kind_is_refused_with_the_command_that_is_for_it(string file, string hint, params string[] args)
    {
        Keys();
        Assert.Equal(0, Run("chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem").Exit);
        Assert.Equal(0, Run("chip", "make", "--file", "board.bin", "--profile", "mps2-an521").Exit);
        Assert.Equal(0, Run("nordic", "make", "part.bin", "--part", "nrf9160").Exit);
        byte[] before = File.ReadAllBytes(_folder.PathOf(file));
        var run = Run(args);
        Assert.Equal(2, run.Exit);
        Assert.Contains("chip-other-kind", run.Error, StringComparison.Ordinal);
        Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.PathOf(file)));
    }

    [Fact]
    public void A_debug_server_hangs_up_when_the_chip_loses_its_power_and_takes_nobody_before_it_is_back()
    {
        Keys();
        Assert.Equal(0, Run("chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem").Exit);
        using var chip = new RunningTfmChip(_folder.Folder, "--control", "chip.sock", "--power-off");
        Assert.Throws<FaultException>(() => Open(chip));
        Control("power", "on=true");
        using (var wire = Open(chip))
        {
            Control("power", "on=false");
            Assert.Throws<FaultException>(() => new GdbHost(wire, TimeProvider.System, new() { Timeout = TimeSpan.FromMinutes(2) }).Open());
        }

        Assert.Throws<FaultException>(() => Open(chip));
        Control("power", "on=true");
        using (var wire = TcpWire.Connect(TcpAddress.Parse(chip.Address)!))
        {
            // Who connects may halt the core before it printed anything.
            var host = new GdbHost(wire, TimeProvider.System, new() { Timeout = TimeSpan.FromMinutes(2) });
            host.Open();
            host.Monitor("reset");
            var debugger = new TfmDebugger(host, new(new TfmBuild()));
            Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.Loader, "tfm_plat_provisioning_perform")));
        }

        Control("quit");
        Assert.Contains("[INF] Starting bootloader\r\n", chip.Stop(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("chip.sock")));
    }

    // A line on which a debug server answers.
    private static TcpWire Open(RunningTfmChip chip)
    {
        var wire = TcpWire.Connect(TcpAddress.Parse(chip.Address)!);
        try
        {
            new GdbHost(wire, TimeProvider.System, new() { Timeout = TimeSpan.FromMinutes(2) }).Open();
            return wire;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    private void Control(params string[] words)
    {
        var run = Run(["chip", "control", "chip.sock", .. words]);
        Assert.True(run.Exit == 0, run.Error);
    }

    [Fact]
    public void A_chip_whose_debug_was_closed_takes_no_debugger()
    {
        Keys();
        Assert.Equal(0, Run("chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem").Exit);
        var (profile, store) = BoardFile.Open(new OsDisk(), _folder.PathOf("chip.bin"));
        using (store)
            BootChip.Board(profile, store, new PowerDomain("chip")).Options!.CloseForEver();
        var run = Run("chip", "run", "chip.bin", "--debug", "0");
        Assert.Equal(5, run.Exit);
        Assert.Contains("chip-debug-closed", run.Error, StringComparison.Ordinal);
    }

    private void Keys()
    {
        foreach (string name in (string[])["s.pem", "ns.pem"])
            Assert.Equal(0, Run("image", "keygen", "-k", name, "-t", "ecdsa-p256").Exit);
    }

    private CliRun Run(params string[] args) => CliRun.Of(_folder.Folder, args);
}
