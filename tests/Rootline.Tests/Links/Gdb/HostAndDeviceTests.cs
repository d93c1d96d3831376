using System.Buffers.Binary;
using Rootline.Chips.Cpu;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Elf;
using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;
using Rootline.TestSupport.Debug;
using Xunit;

namespace Rootline.Tests.Links.Gdb;

/// <summary>Both roles on one wire, with a small chip behind them.</summary>
public sealed class HostAndDeviceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly ProvisionedChip _chip = new();
    private readonly FlashBlock _flash = new();
    private readonly GdbDevice _device;
    private readonly GdbHost _host;
    private readonly HostCalls _calls;

    public HostAndDeviceTests()
    {
        _device = new(new CpuDebugTarget(_chip.Cpu, "Rootline test", _flash, command => command == "hello" ? "hi\n" : null), _clock);
        _host = new(new DeviceWire("chip", _device, _clock), _clock);
        _calls = new(_host);
        Assert.Equal(StopSignal.Trap, _host.Open().Signal);
    }

    [Fact]
    public void Memory_of_any_length_is_written_and_read_in_pieces()
    {
        byte[] bytes = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))];
        _host.WriteMemory(0x38000010, bytes);
        Assert.Equal(bytes, _host.ReadMemory(0x38000010, bytes.Length));
        Assert.Equal(new byte[16], _host.ReadMemory(0x38000000, 16));
        Assert.Empty(_host.ReadMemory(0x38000000, 0));
    }

    [Fact]
    public void Memory_that_is_not_there_is_a_fault_after_which_the_session_goes_on()
    {
        Assert.Equal(GdbLinkFaults.Memory, Assert.Throws<FaultException>(() => _host.ReadMemory(0x60000000, 4)).Fault.Code);
        Assert.Equal(GdbLinkFaults.Memory, Assert.Throws<FaultException>(() => _host.WriteMemory(0x10000000, new byte[4])).Fault.Code);
        Assert.Null(_host.Poison);
        Assert.Equal(new byte[4], _host.ReadMemory(0x38000000, 4));
    }

    [Fact]
    public void Registers_are_written_and_read_one_by_one_and_together()
    {
        _host.WriteRegister(CoreRegister.R7, 0x12345678);
        Assert.Equal(0x12345678u, _host.ReadRegister(CoreRegister.R7));
        var all = _host.ReadRegisters();
        Assert.Equal(17, all.Count);
        _host.WriteRegister(CoreRegister.R7, 0);
        _host.WriteRegisters(all);
        Assert.Equal(0x12345678u, _chip.Cpu.Registers[CoreRegister.R7]);
    }

    [Fact]
    public void A_chip_is_provisioned_as_a_running_TF_M_is()
    {
        var bl2 = ElfImage.Parse(_chip.Bl2Elf).OrThrow();
        var secure = ElfImage.Parse(_chip.SecureElf).OrThrow();
        var perform = bl2.Function("tfm_plat_provisioning_perform").OrThrow();
        Assert.Equal(bl2.BytesOf(perform).ToArray(), _host.ReadMemory(perform.Address, (int)perform.Size));
        _calls.RunTo(perform.Address, Patience);
        uint scratch = _host.ReadRegister(CoreRegister.Sp) - 0x400;
        var before = _host.ReadRegisters();
        for (uint key = 0; key < 2; key++)
        {
            _host.WriteMemory(scratch, Enumerable.Repeat((byte)(key + 1), 32).ToArray());
            Assert.Equal(0u, _calls.Call(bl2.Function("tfm_plat_otp_write").OrThrow().Address, perform.Address, [12 + key, 32, scratch], Patience));
        }

        Assert.Equal(before, _host.ReadRegisters());
        _calls.LeaveOut(0);
        _calls.RunTo(secure.Function("tfm_plat_provisioning_perform").OrThrow().Address, Patience);
        uint back = _host.ReadRegister(CoreRegister.Lr);
        _host.WriteMemory(secure.Data("assembly_and_test_prov_data").OrThrow().Address, Struct(36, 0xC0DEFEED));
        _host.WriteMemory(secure.Data("psa_rot_prov_data").OrThrow().Address, Struct(268, 0xBEEFFEED));
        _calls.RunTo(back, Patience);
        Assert.Equal(0u, _host.ReadRegister(CoreRegister.R0));
        Assert.Equal([0u, 2, 12, 13], _chip.Otp.Keys.Order().ToArray());
        Assert.Null(_host.Continue(Patience));
        Assert.Equal(["secured"], _chip.Console);
    }

    [Fact]
    public void A_core_that_runs_can_only_be_waited_for_or_halted()
    {
        Assert.Null(_host.Continue(Patience));
        Assert.True(_host.IsRunning);
        Assert.Equal(StopSignal.Interrupt, _host.Halt().Signal);
        Assert.False(_host.IsRunning);
        Assert.Equal(StopSignal.Interrupt, _host.Halt().Signal);
        Assert.Equal(new byte[4], _host.ReadMemory(0x38000000, 4));
        _host.Resume();
        Assert.Equal(GdbLinkFaults.OutOfStep, Assert.Throws<FaultException>(() => _host.ReadMemory(0x38000000, 4)).Fault.Code);
        Assert.Equal(GdbLinkFaults.Poisoned, Assert.Throws<FaultException>(() => _host.Halt()).Fault.Code);
    }

    [Fact]
    public void Secure_memory_is_hidden_while_the_core_is_in_its_non_secure_state()
    {
        (_chip.Otp[0], _chip.Otp[12], _chip.Otp[13]) = ([], [], []);
        Assert.Null(_host.Continue(Patience));
        _host.Halt();
        Assert.Equal(GdbLinkFaults.Memory, Assert.Throws<FaultException>(() => _host.ReadMemory(0x38000000, 4)).Fault.Code);
        Assert.Equal(new byte[4], _host.ReadMemory(0x28100000, 4));
    }

    [Fact]
    public void A_core_that_does_not_get_there_is_halted_and_one_that_stops_elsewhere_is_told()
    {
        var late = Assert.Throws<FaultException>(() => _calls.RunTo(0x10003000, Patience));
        Assert.Equal(GdbLinkFaults.DoesNotStop, late.Fault.Code);
        Assert.False(_host.IsRunning);
        _host.Monitor("reset halt");
        _host.SetBreakpoint(_chip.Cpu.Registers.Pc);
        uint perform = ElfImage.Parse(_chip.Bl2Elf).OrThrow().Function("tfm_plat_provisioning_perform").OrThrow().Address;
        _host.SetBreakpoint(perform);
        var elsewhere = Assert.Throws<FaultException>(() => _calls.RunTo(0x10003000, Patience));
        Assert.Equal(GdbLinkFaults.StoppedElsewhere, elsewhere.Fault.Code);
        Assert.Equal(perform, _host.ReadRegister(CoreRegister.Pc));
        Assert.Null(_host.Poison);
    }

    [Fact]
    public void The_commands_of_a_server_print_and_unknown_ones_say_so()
    {
        Assert.Equal("hi\n", _host.Monitor("hello"));
        Assert.Equal("", _host.Monitor("halt"));
        Assert.Equal("this command is not known\n", _host.Monitor("erase"));
        Assert.Contains("secure", _host.Monitor("info status"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_is_recognised_and_resets_the_core_to_its_first_instruction()
    {
        uint first = _host.ReadRegister(CoreRegister.Pc);
        var server = HostServer.Recognise(_host, _clock);
        Assert.Same(GdbServerProfile.Rootline, server.Profile);
        Assert.Null(_host.Continue(Patience));
        _host.Halt();
        Assert.NotEqual(first, _host.ReadRegister(CoreRegister.Pc));
        server.ResetAndHalt();
        Assert.Equal(first, _host.ReadRegister(CoreRegister.Pc));
        Assert.Equal(GdbLinkFaults.Unsupported, Assert.Throws<FaultException>(() => server.WipeFlashForEver()).Fault.Code);
    }

    [Fact]
    public void Flash_is_erased_and_written_through_its_own_packets_whatever_bytes_there_are()
    {
        byte[] bytes = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        var progress = new List<int>();
        _host.Flash.Erase(_flash.Address, 0x2000);
        _host.Flash.Write(_flash.Address + 3, bytes, progress.Add);
        Assert.Equal(0xFF, _flash.Content[3]);
        _host.Flash.Finish();
        Assert.Equal(bytes, _flash.Content[3..5003]);
        Assert.Equal([1024, 2048, 3072, 4096, 5000], progress);
        Assert.Equal(GdbLinkFaults.Refused, Assert.Throws<FaultException>(() => _host.Flash.Erase(_flash.Address + 4, 0x1000)).Fault.Code);
        _host.Flash.Write(_flash.Address + 3, [0]);
        Assert.Equal(GdbLinkFaults.Refused, Assert.Throws<FaultException>(_host.Flash.Finish).Fault.Code);
    }

    [Fact]
    public void Detaching_takes_the_breakpoints_away_and_lets_the_core_run_on()
    {
        uint perform = ElfImage.Parse(_chip.Bl2Elf).OrThrow().Function("tfm_plat_provisioning_perform").OrThrow().Address;
        _host.SetBreakpoint(perform);
        _host.Detach();
        Assert.True(_device.IsRunning);
        _clock.Advance(GdbDevice.Slice);
        _device.Tick();
        Assert.Equal(["no data for the loader", "the loader stops"], _chip.Console);
    }

    [Fact]
    public void A_breakpoint_that_cannot_be_set_is_refused()
    {
        for (uint i = 0; i < VirtualCpu.MaxBreakpoints; i++)
            _host.SetBreakpoint(0x10000000 + (2 * i));
        Assert.Equal(GdbLinkFaults.Refused, Assert.Throws<FaultException>(() => _host.SetBreakpoint(0x10000100)).Fault.Code);
        _host.ClearBreakpoint(0x10000000);
        _host.SetBreakpoint(0x10000100);
        Assert.True(_host.HasBreakpoint(0x10000101));
    }

    private static byte[] Struct(int length, uint magic)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        bytes.AsSpan(4).Fill(0x5A);
        return bytes;
    }
}
