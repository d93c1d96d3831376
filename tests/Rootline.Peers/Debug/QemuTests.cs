using System.Buffers.Binary;
using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Elf;
using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Peers.Debug;

/// <summary>The host's role against the GDB server of a real QEMU, with firmware that takes a factory's data as TF-M does.</summary>
public sealed class QemuTests : IDisposable
{
    private const uint Otp = 0x10309000;
    private const int OtpLength = 768;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TestFirmware _firmware = new();
    private readonly QemuBoard _board;
    private readonly TcpWire _wire;
    private readonly GdbHost _host;
    private readonly HostCalls _calls;
    private readonly ElfImage _bl2;
    private readonly ElfImage _secure;

    public QemuTests()
    {
        (_bl2, _secure) = (TestFirmware.Read(_firmware.Bl2), TestFirmware.Read(_firmware.Secure));
        _board = new(_firmware);
        _wire = TcpWire.Connect(_board.Server);
        _host = new(_wire, TimeProvider.System, new() { Timeout = Patience });
        _calls = new(_host);
        _host.Open();
    }

    public void Dispose()
    {
        _wire.Dispose();
        _board.Dispose();
        _firmware.Dispose();
    }

    [ProgramFact("qemu-system-arm", "arm-none-eabi-gcc", "sh")]
    public void A_firmware_in_QEMU_is_provisioned_through_its_stub()
    {
        byte[] huk = Bytes(1, 32);
        byte[] psaRot = Bytes(2, 264);
        InjectRootKeys();
        uint back = InjectStructs(huk, psaRot);
        _calls.RunTo(back, Patience);
        Assert.Equal(0u, _host.ReadRegister(CoreRegister.R0));
        byte[] otp = _host.ReadMemory(Otp, OtpLength);
        Assert.Equal(3u, BinaryPrimitives.ReadUInt32LittleEndian(otp.AsSpan(0x8C)));
        Assert.Equal(huk, otp[0x004..0x024]);
        Assert.Equal(psaRot[..40], otp[0x024..0x04C]);
        Assert.Equal(psaRot[40..72], otp[0x06C..0x08C]);
        Assert.Equal(psaRot[72..200], otp[0x090..0x110]);
        Assert.Equal(psaRot[200..], otp[0x290..0x2D0]);
        Assert.Equal([.. Bytes(10, 32), .. Bytes(11, 32)], otp[0x110..0x150]);
        Assert.Equal(otp, _host.ReadMemory(Otp + 0x1000, OtpLength));
        foreach (string name in (string[])["assembly_and_test_prov_data", "psa_rot_prov_data"])
        {
            var data = _secure.Data(name).OrThrow();
            Assert.Contains(_host.ReadMemory(data.Address, (int)data.Size), b => b != 0);
            _host.WriteMemory(data.Address, new byte[data.Size]);
            Assert.Equal(new byte[data.Size], _host.ReadMemory(data.Address, (int)data.Size));
        }

        RunToTheNonSecureImage();
        _board.WaitFor("[INF] Starting bootloader\r\n", "[INF] Beginning TF-M provisioning\r\n\0", "[INF] Starting the non-secure image\r\n\0");
        AfterAResetNothingIsAskedForAgain();
    }

    [ProgramFact("qemu-system-arm", "arm-none-eabi-gcc", "sh")]
    public void The_one_time_memory_of_the_firmware_answers_a_debugger_as_that_of_TF_M()
    {
        uint perform = StandAtTheLoadersProvisioning();
        uint scratch = _host.ReadRegister(CoreRegister.Sp) - 0x400;
        _host.WriteMemory(scratch, Bytes(10, 64));
        Assert.Equal(0u, Write(perform, 12, 32, scratch));
        Assert.Equal(0u, Write(perform, 12, 32, scratch));
        Assert.Equal(0xA3C5u, Write(perform, 12, 33, scratch));
        Assert.Equal(0xC35Au, Write(perform, 1, 32, scratch));
        _host.WriteMemory(scratch, new byte[32]);
        Assert.Equal(0xA3C5u, Write(perform, 12, 32, scratch));
        Assert.Equal(Bytes(10, 32), _host.ReadMemory(Otp + 0x110, 32));
        Assert.Equal(perform, _host.ReadRegister(CoreRegister.Pc));
    }

    [ProgramFact("qemu-system-arm", "arm-none-eabi-gcc", "sh")]
    public void Without_data_the_loader_stops_and_with_root_keys_alone_the_secure_image_resets_for_ever()
    {
        InjectRootKeys();
        uint perform = _bl2.Function("tfm_plat_provisioning_perform").OrThrow().Address;
        // The secure image panics, the chip resets, and the loader asks again.
        _calls.RunTo(perform, Patience);
        _board.WaitFor("No valid ASSEMBLY_AND_TEST provisioning data found\r\n\0", "[INF] Starting bootloader");
        _host.Resume();
        _board.WaitFor("[ERR] No valid ASSEMBLY_AND_TEST provisioning data found\r\n", "[ERR] Provisioning failed\r\n");
        Assert.Equal(StopSignal.Interrupt, _host.Halt().Signal);
        Assert.Equal(0u, BinaryPrimitives.ReadUInt32LittleEndian(_host.ReadMemory(Otp + 0x8C, 4)));
    }

    [ProgramFact("qemu-system-arm", "arm-none-eabi-gcc", "sh")]
    public void A_server_that_is_gone_in_the_middle_is_told_and_the_session_is_over()
    {
        StandAtTheLoadersProvisioning();
        _board.Kill();
        Assert.Equal(WireFaults.Gone, Assert.Throws<FaultException>(() => _host.ReadMemory(Otp, 64)).Fault.Code);
        Assert.Equal(GdbLinkFaults.Poisoned, Assert.Throws<FaultException>(() => _host.Halt()).Fault.Code);
    }

    private uint StandAtTheLoadersProvisioning()
    {
        var perform = _bl2.Function("tfm_plat_provisioning_perform").OrThrow();
        Assert.Equal(_bl2.BytesOf(perform).ToArray(), _host.ReadMemory(perform.Address, (int)perform.Size));
        _calls.RunTo(perform.Address, Patience);
        return perform.Address;
    }

    private uint Write(uint from, uint id, uint length, uint at) => _calls.Call(_bl2.Function("tfm_plat_otp_write").OrThrow().Address, from, [id, length, at], Patience);

    private void InjectRootKeys()
    {
        uint perform = StandAtTheLoadersProvisioning();
        uint scratch = _host.ReadRegister(CoreRegister.Sp) - 0x400;
        for (byte key = 0; key < 2; key++)
        {
            _host.WriteMemory(scratch, Bytes((byte)(10 + key), 32));
            Assert.Equal(0u, Write(perform, 12u + key, 32, scratch));
        }

        _host.WriteMemory(scratch, new byte[32]);
        _calls.LeaveOut(0);
    }

    private uint InjectStructs(byte[] huk, byte[] psaRot)
    {
        _calls.RunTo(_secure.Function("tfm_plat_provisioning_perform").OrThrow().Address, Patience);
        uint back = _host.ReadRegister(CoreRegister.Lr);
        Put("assembly_and_test_prov_data", 36, 0xC0DEFEED, huk);
        Put("psa_rot_prov_data", 268, 0xBEEFFEED, psaRot);
        return back;
    }

    private void Put(string name, int size, uint magic, byte[] content)
    {
        var data = _secure.Data(name).OrThrow();
        Assert.Equal((uint)size, data.Size);
        Assert.True(_secure.BytesOf(data).IsEmpty);
        var bytes = new byte[size];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        content.CopyTo(bytes, 4);
        _host.WriteMemory(data.Address, bytes);
        Assert.Equal(bytes, _host.ReadMemory(data.Address, size));
    }

    private void RunToTheNonSecureImage()
    {
        var main = TestFirmware.Read(_firmware.NonSecure).Function("ns_main").OrThrow();
        _calls.RunTo(main.Address, Patience);
        // The emulator shows memory as the core sees it: no secure one any more.
        Assert.Equal(GdbLinkFaults.Memory, Assert.Throws<FaultException>(() => _host.ReadMemory(Otp, 4)).Fault.Code);
        Assert.Equal(4, _host.ReadMemory(main.Address, 4).Length);
    }

    private void AfterAResetNothingIsAskedForAgain()
    {
        var server = HostServer.Recognise(_host, TimeProvider.System);
        Assert.Same(GdbServerProfile.Qemu, server.Profile);
        _host.SetBreakpoint(_bl2.Function("tfm_plat_provisioning_perform").OrThrow().Address);
        _host.SetBreakpoint(_secure.Function("tfm_plat_provisioning_perform").OrThrow().Address);
        server.ResetAndHalt();
        Assert.Equal(3u, BinaryPrimitives.ReadUInt32LittleEndian(_host.ReadMemory(Otp + 0x8C, 4)));
        RunToTheNonSecureImage();
    }

    private static byte[] Bytes(byte seed, int length) => [.. Enumerable.Range(1, length).Select(i => (byte)((i * 37) + seed))];
}
