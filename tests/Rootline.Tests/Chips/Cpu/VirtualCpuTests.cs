using Rootline.Chips.Cpu;
using Rootline.Formats.Gdb;
using Xunit;

namespace Rootline.Tests.Chips.Cpu;

/// <summary>A core with a boot that calls one function, which calls another.</summary>
public sealed class VirtualCpuTests
{
    private const uint Stack = 0x38001000;
    private const uint Word = 0x38000100;
    private readonly FirmwareLayout _layout = new("test 1", 0x10000000, 0x38000000, isSecure: true);
    private readonly List<string> _done = [];
    private readonly EntryPoint _inner;
    private readonly EntryPoint _outer;
    private readonly EntryPoint _other;
    private readonly EntryPoint _main;
    private readonly VirtualCpu _cpu;
    private int _resets;

    public VirtualCpuTests()
    {
        _inner = _layout.Function("inner", CpuBodies.Of(c => Did($"inner {c.Argument(0)} {c.Argument(4)} {c.Argument(5)}", 11)));
        _other = _layout.Function("other", CpuBodies.Of(c => Did($"other {c.Argument(0)}", 22)));
        _outer = _layout.Function("outer", Outer);
        _main = _layout.Function("main", Main);
        var memory = new CpuMemory();
        memory.Add(_layout.ToRegion());
        memory.Add(new RamRegion(0x38000000, 0x1000, isSecure: true));
        memory.Add(new RamRegion(0x28000000, 0x100, isSecure: false));
        _cpu = new(memory, () =>
        {
            _resets++;
            return new(_main, Stack);
        });
        _cpu.Load(_layout.Functions);
        _cpu.Reset();
    }

    [Fact]
    public void A_core_runs_its_calls_and_then_waits()
    {
        Assert.Null(Go());
        Assert.Equal(["inner 1 5 6", "outer 11", "main 33"], _done);
        Assert.True(_cpu.IsIdle);
        Assert.Null(Go());
        Assert.Equal(3, _done.Count);
    }

    [Fact]
    public void A_breakpoint_stops_a_call_with_its_arguments_where_the_ABI_wants_them()
    {
        StopAt(_inner);
        Assert.Equal([1u, 2, 3, 4], Enumerable.Range(0, 4).Select(i => _cpu.Registers[(CoreRegister)i]));
        Assert.Equal((5u, 6u), (WordAt(_cpu.Registers.Sp), WordAt(_cpu.Registers.Sp + 4)));
        Assert.Equal(1u, _cpu.Registers.Lr & 1);
        Assert.InRange(_cpu.Registers.Lr & ~1u, _outer.Address, _outer.Address + _outer.Size - 1);
        Assert.Empty(_done);
        Assert.Null(Go());
        Assert.Equal(3, _done.Count);
    }

    [Fact]
    public void A_call_that_is_left_out_returns_what_the_debugger_says()
    {
        StopAt(_inner);
        _cpu.Registers.R0 = 7;
        _cpu.Registers.Pc = _cpu.Registers.Lr;
        Assert.Null(Go());
        Assert.Equal(["outer 7", "main 33"], _done);
    }

    [Fact]
    public void A_function_that_the_debugger_calls_runs_first_and_everything_goes_on_as_before()
    {
        StopAt(_inner);
        var before = TargetDescription.Order.ToDictionary(r => r, r => _cpu.Registers[r]);
        _cpu.Registers.R0 = 99;
        _cpu.Registers.Lr = _inner.Address | 1;
        _cpu.Registers.Pc = _other.Address;
        Assert.Equal(StopSignal.Trap, Go());
        Assert.Equal((_inner.Address, 22u), (_cpu.Registers.Pc, _cpu.Registers.R0));
        foreach (var (register, value) in before)
            _cpu.Registers[register] = value;
        Assert.Null(Go());
        Assert.Equal(["other 99", "inner 1 5 6", "outer 11", "main 33"], _done);
    }

    [Fact]
    public void A_whole_chain_of_calls_is_left_out_with_the_stack_pointer_of_its_caller_and_faults_without_it()
    {
        StopAt(_outer);
        var (back, stack) = (_cpu.Registers.Lr & ~1u, _cpu.Registers.Sp);
        _cpu.SetBreakpoint(_inner.Address);
        Assert.Equal(StopSignal.Trap, Go());
        _cpu.Registers.Pc = back;
        Assert.Equal(StopSignal.IllegalInstruction, _cpu.Step());
        Assert.Contains("no instruction at", _cpu.Fault, StringComparison.Ordinal);
        _cpu.Reset();
        Go();
        Assert.Equal(StopSignal.Trap, Go());
        (_cpu.Registers.Pc, _cpu.Registers.Sp, _cpu.Registers.R0) = (back, stack, 5);
        Assert.Null(Go());
        Assert.Equal(["main 5"], _done);
    }

    [Fact]
    public void An_address_that_is_no_place_of_the_core_faults_until_a_reset()
    {
        StopAt(_inner);
        _cpu.Registers.Pc = _inner.Address + 2;
        Assert.Equal(StopSignal.IllegalInstruction, Go());
        Assert.Equal(StopSignal.MemoryFault, Go());
        _cpu.Reset();
        _cpu.ClearBreakpoint(_inner.Address);
        Assert.Null(_cpu.Fault);
        Assert.Null(Go());
        Assert.Equal(2, _resets);
    }

    [Fact]
    public void A_function_that_touches_memory_that_is_not_there_faults()
    {
        _cpu.Registers.Pc = Function("wild", c => c.ReadWord(0x5000_0000)).Address;
        Assert.Equal(StopSignal.MemoryFault, Go());
        Assert.Contains("0x50000000", _cpu.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_non_secure_function_sees_no_secure_memory_and_neither_does_the_debugger_while_it_runs()
    {
        var nonSecure = new FirmwareLayout("ns 1", 0x00100000, 0x28000000, isSecure: false);
        var peek = nonSecure.Function("peek", CpuBodies.Of(c => c.ReadWord(Word)));
        _cpu.Memory.Add(nonSecure.ToRegion());
        _cpu.Load(peek);
        Assert.True(_cpu.IsSecure);
        _cpu.Registers.Pc = peek.Address;
        Assert.False(_cpu.IsSecure);
        var target = new CpuDebugTarget(_cpu, "test");
        Assert.False(target.ReadMemory(Word, new byte[4]));
        Assert.False(target.WriteMemory(Word, new byte[4]));
        Assert.True(target.WriteMemory(0x28000000, new byte[4]));
        Assert.Equal(StopSignal.MemoryFault, Go());
    }

    [Fact]
    public void A_debugger_has_a_function_called_while_the_core_waits_and_it_waits_again_afterwards()
    {
        Go();
        var (pc, sp) = (_cpu.Registers.Pc, _cpu.Registers.Sp);
        _cpu.SetBreakpoint(pc);
        _cpu.Registers.R0 = 4;
        _cpu.Registers.Lr = pc | 1;
        _cpu.Registers.Pc = _other.Address;
        Assert.Equal(StopSignal.Trap, Go());
        Assert.Equal((pc, sp, 22u), (_cpu.Registers.Pc, _cpu.Registers.Sp, _cpu.Registers.R0));
        Assert.True(_cpu.IsIdle);
        _cpu.ClearBreakpoint(pc);
        Assert.Null(Go());
        Assert.Equal("other 4", _done[^1]);
    }

    [Fact]
    public void A_function_that_waits_goes_on_when_it_is_woken()
    {
        Go();
        _cpu.Wake();
        Assert.False(_cpu.IsIdle);
        Assert.Null(Go());
        Assert.Equal("main woke", _done[^1]);
        Assert.True(_cpu.IsIdle);
    }

    [Fact]
    public void A_chip_that_resets_itself_for_ever_works_in_slices()
    {
        var loop = Function("loop", Resets);
        var cpu = new VirtualCpu(_cpu.Memory, () =>
        {
            _resets++;
            return new(loop, Stack);
        });
        cpu.Reset();
        cpu.Resume();
        Assert.Null(cpu.Run());
        Assert.InRange(_resets, 10, 1000);
        Assert.False(cpu.IsIdle);
    }

    [Fact]
    public void A_hand_over_leaves_nothing_of_the_image_before()
    {
        var boot = Function("boot", HandsOver);
        _cpu.Registers.Pc = boot.Address;
        _cpu.SetBreakpoint(_other.Address);
        Assert.Equal(StopSignal.Trap, Go());
        Assert.Equal((0x38000800u, VirtualCpu.NoReturn), (_cpu.Registers.Sp, _cpu.Registers.Lr));
        Assert.Equal(StopSignal.IllegalInstruction, Go());
    }

    [Fact]
    public void There_are_eight_breakpoints()
    {
        Assert.All(Enumerable.Range(0, 8), i => Assert.True(_cpu.SetBreakpoint((uint)i * 2)));
        Assert.True(_cpu.SetBreakpoint(0));
        Assert.False(_cpu.SetBreakpoint(100));
        _cpu.ClearBreakpoint(0);
        Assert.True(_cpu.SetBreakpoint(100));
    }

    [Fact]
    public void Code_is_read_and_not_written_and_RAM_is_forgotten_without_power()
    {
        var ram = new RamRegion(0x20000000, 16, isSecure: false);
        Assert.True(ram.Write(4, [1, 2, 3]));
        var read = new byte[4];
        ram.Read(3, read);
        Assert.Equal([0, 1, 2, 3], read);
        ram.Forget();
        ram.Read(3, read);
        Assert.Equal(new byte[4], read);
        Assert.False(_cpu.Memory.Write(_inner.Address, new byte[2], secure: true));
        Assert.True(_cpu.Memory.Read(_inner.Address, read, secure: true));
        Assert.Equal((0xDE, 0xDE), (read[1], read[3]));
    }

    private IEnumerable<CpuStep> Main(CpuCall call)
    {
        yield return CpuStep.Call(_outer);
        Did($"main {call.Result}", 0);
        yield return CpuStep.Wait;
        Did("main woke", 0);
        while (true)
            yield return CpuStep.Wait;
    }

    private IEnumerable<CpuStep> Outer(CpuCall call)
    {
        yield return CpuStep.Call(_inner, 1, 2, 3, 4, 5, 6);
        call.Return = Did($"outer {call.Result}", 33);
    }

    private IEnumerable<CpuStep> HandsOver(CpuCall call)
    {
        yield return CpuStep.Start(_other, 0x38000800);
        throw new InvalidOperationException("it went on");
    }

    private static IEnumerable<CpuStep> Resets(CpuCall call)
    {
        yield return CpuStep.Reset;
    }

    private EntryPoint Function(string symbol, Func<CpuCall, uint> compute) => Function(symbol, CpuBodies.Of(compute));

    private EntryPoint Function(string symbol, CpuBody body)
    {
        var function = new FirmwareLayout("extra", 0x11000000, 0x38000000, isSecure: true).Function(symbol, body);
        _cpu.Load(function);
        return function;
    }

    private void StopAt(EntryPoint function)
    {
        _cpu.SetBreakpoint(function.Address);
        Assert.Equal(StopSignal.Trap, Go());
        Assert.Equal(function.Address, _cpu.Registers.Pc);
    }

    private StopSignal? Go()
    {
        _cpu.Resume();
        return _cpu.Run();
    }

    private uint WordAt(uint address)
    {
        var bytes = new byte[4];
        Assert.True(_cpu.Memory.Read(address, bytes, secure: true));
        return BitConverter.ToUInt32(bytes);
    }

    private uint Did(string what, uint result)
    {
        _done.Add(what);
        return result;
    }
}
