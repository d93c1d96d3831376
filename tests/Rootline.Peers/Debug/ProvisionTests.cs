using System.Buffers.Binary;
using System.Text.Json;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Peers.Debug;

/// <summary>The command that provisions a TF-M device, against a firmware in a real QEMU.</summary>
public sealed class ProvisionTests : IDisposable
{
    private const uint Otp = 0x10309000;
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rootline.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("qemu-system-arm", "arm-none-eabi-gcc", "sh")]
    public void The_command_provisions_a_firmware_in_QEMU_and_says_so_a_second_time_and_refuses_another_bundle()
    {
        MakeBundles();
        using var firmware = new TestFirmware();
        using var board = new QemuBoard(firmware);
        var first = Provision(board, firmware, "1.bundle");
        Assert.True(first.Exit == 0, first.Error + board.Console);
        using (var done = JsonDocument.Parse(first.Output))
        {
            Assert.Equal((true, false, false), (Flag(done, "done"), Flag(done, "doneBefore"), Flag(done, "token")));
            Assert.Equal(64, done.RootElement.GetProperty("record").GetString()!.Length);
        }

        board.WaitFor("[INF] Beginning TF-M provisioning\r\n\0", "[INF] Starting the non-secure image\r\n\0");
        Assert.DoesNotContain("No valid", board.Console, StringComparison.Ordinal);
        var second = Provision(board, firmware, "1.bundle");
        Assert.True(second.Exit == 0, second.Error + board.Console);
        using (var again = JsonDocument.Parse(second.Output))
            Assert.Equal((true, true), (Flag(again, "done"), Flag(again, "doneBefore")));
        var other = Provision(board, firmware, "2.bundle");
        Assert.Equal(5, other.Exit);
        Assert.Contains("tfm-other-bundle", other.Error, StringComparison.Ordinal);
        LookAtTheDevice(board, firmware);
    }

    [ProgramFact("qemu-system-arm", "arm-none-eabi-gcc", "arm-none-eabi-strip", "sh")]
    public void Firmware_with_dummy_data_stripped_or_other_than_in_the_device_is_refused_before_anything_is_burned()
    {
        MakeBundles();
        using var firmware = new TestFirmware();
        using var other = new TestFirmware("-O1");
        using var dummy = new TestFirmware("-DDUMMY_PROVISIONING");
        using var board = new QemuBoard(firmware);
        Assert.Contains("tfm-elf-dummy", Provision(board, dummy, "1.bundle").Error, StringComparison.Ordinal);
        Assert.Contains("tfm-elf-other", Provision(board, other, "1.bundle").Error, StringComparison.Ordinal);
        Assert.Equal(0, ProgramRun.Finish(ProgramRun.Start("arm-none-eabi-strip", _folder.Folder, null, other.Secure)).Exit);
        Assert.Contains("elf-stripped", Provision(board, other, "1.bundle").Error, StringComparison.Ordinal);
        using var wire = TcpWire.Connect(board.Server);
        var host = new GdbHost(wire, TimeProvider.System, new() { Timeout = Patience });
        host.Open();
        Assert.Equal(new byte[768], host.ReadMemory(Otp, 768));
    }

    private static void LookAtTheDevice(QemuBoard board, TestFirmware firmware)
    {
        var secure = TestFirmware.Read(firmware.Secure);
        using var wire = TcpWire.Connect(board.Server);
        var host = new GdbHost(wire, TimeProvider.System, new() { Timeout = Patience });
        host.Open();
        HostServer.Recognise(host, TimeProvider.System).ResetAndHalt();
        byte[] otp = host.ReadMemory(Otp, 768);
        Assert.Equal(3u, BinaryPrimitives.ReadUInt32LittleEndian(otp.AsSpan(0x8C)));
        Assert.DoesNotContain(otp[0x004..0x044].Chunk(32), b => b.All(v => v == 0));
        Assert.Equal(32u, BinaryPrimitives.ReadUInt32LittleEndian(otp.AsSpan(0x44)));
        Assert.Equal(0x12u, BinaryPrimitives.ReadUInt32LittleEndian(otp.AsSpan(0x48)));
        Assert.Equal("PSA_IOT_PROFILE_1\0"u8.ToArray(), otp[0x0F0..0x102]);
        foreach (string name in (string[])["assembly_and_test_prov_data", "psa_rot_prov_data"])
        {
            var data = secure.Data(name).OrThrow();
            Assert.Equal(new byte[data.Size], host.ReadMemory(data.Address, (int)data.Size));
        }
    }

    private void MakeBundles()
    {
        foreach (string key in (string[])["station", "s", "ns"])
        {
            Demand($"image keygen -t ecdsa-p256 -k {key}.pem");
            Demand($"image getpub -k {key}.pem -e pem -o {key}-pub.pem");
        }

        foreach (int number in (int[])[1, 2])
            Demand($"tfm bundle new --to station-pub.pem --implementation-id {new string('4', 64)} --profile PSA_IOT_PROFILE_1 --rotpk s-pub.pem --rotpk ns-pub.pem --register made.txt -o {number}.bundle");
    }

    private ProgramRun Provision(QemuBoard board, TestFirmware firmware, string bundle) => Run(
        $"tfm provision {bundle} --key station.pem --debug {board.Server.Host}:{board.Server.Port} --bl2 {firmware.Bl2} --secure {firmware.Secure} -l devices.db --patience 180 --yes --json");

    private void Demand(string line)
    {
        var run = Run(line);
        Assert.True(run.Exit == 0, $"{line}: {run.Error}");
    }

    private ProgramRun Run(string line) => ProgramRun.Finish(ProgramRun.Start("dotnet", _folder.Folder, null, [Program, .. line.Split(' ')]));

    private static bool Flag(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetBoolean();
}
