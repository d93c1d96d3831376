using Rootline.Formats.Gdb;

namespace Rootline.Chips.Cpu;

/// <summary>
/// A core that knows entry points, not instructions. A call puts arguments, return address and PC where the ABI wants them; then PC decides:
/// at an entry point its body runs, at the address that a waiting function's call returns to (with that function's stack pointer) the
/// function goes on, anywhere else the core faults. So a debugger that stops a call can let it run, skip it by setting PC and r0, or
/// have another function run first. RAM is real bytes. No thread: <see cref="Run"/> works for a while and returns.
/// </summary>
public sealed class VirtualCpu
{
    /// <summary>How many breakpoints there are, as on a core with eight comparators.</summary>
    public const int MaxBreakpoints = 8;

    /// <summary>The link register of the first function: there is nowhere to return to.</summary>
    public const uint NoReturn = 0xFFFF_FFFF;

    private const int StepsOfSlice = 64;
    private readonly Func<CpuStart> _boot;
    private readonly Dictionary<uint, EntryPoint> _entries = [];
    private readonly HashSet<uint> _breakpoints = [];
    private readonly List<CpuFrame> _frames = [];
    private bool _passes;
    private bool _woken;

    /// <summary>Makes a core that stands before its first instruction.</summary>
    /// <param name="memory">What it sees.</param>
    /// <param name="boot">
    /// Called at each reset, the first one too: puts the chip into the state after a reset and names the first function and its stack.
    /// </param>
    public VirtualCpu(CpuMemory memory, Func<CpuStart> boot)
    {
        Memory = memory;
        _boot = boot;
    }

    /// <summary>What it sees.</summary>
    public CpuMemory Memory { get; }

    /// <summary>Its registers.</summary>
    public CpuRegisters Registers { get; } = new();

    /// <summary>Whether it is in its secure state: that of the function that runs, or of the one at PC.</summary>
    public bool IsSecure => _entries.TryGetValue(Registers.Pc, out var next) ? next.IsSecure : _frames.Count == 0 || _frames[^1].Function.IsSecure;

    /// <summary>Why it faulted, or null. Only a reset helps.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the function that runs waits.</summary>
    public bool IsIdle => !_woken && Fault is null && _frames.Count > 0 && _frames[^1] is { IsWaiting: true } last && last.IsAt(Registers) && !last.IsDue;

    /// <summary>Makes functions known. One at the same address is replaced.</summary>
    /// <param name="functions">The functions.</param>
    public void Load(params IEnumerable<EntryPoint> functions)
    {
        foreach (var function in functions)
            _entries[function.Address] = function;
    }

    /// <summary>Sets a breakpoint.</summary>
    /// <param name="address">Its address.</param>
    /// <returns>False where there are too many.</returns>
    public bool SetBreakpoint(uint address) => _breakpoints.Contains(address) || (_breakpoints.Count < MaxBreakpoints && _breakpoints.Add(address));

    /// <summary>Takes a breakpoint away.</summary>
    /// <param name="address">Its address.</param>
    public void ClearBreakpoint(uint address) => _breakpoints.Remove(address);

    /// <summary>Resets the core and, through its boot, the chip. Breakpoints stay.</summary>
    public void Reset()
    {
        DropFrames(0);
        Registers.Reset();
        (Fault, _passes, _woken) = (null, false, false);
        var start = _boot();
        Begin(start.Function, start.Stack);
    }

    /// <summary>Lets it run past a breakpoint at which it stands.</summary>
    public void Resume() => _passes = true;

    /// <summary>Lets a function that waits go on.</summary>
    public void Wake() => _woken = true;

    /// <summary>Works for a while.</summary>
    /// <returns>Why it stands, or null when it runs or waits.</returns>
    public StopSignal? Run()
    {
        for (int i = 0; i < StepsOfSlice; i++)
        {
            if (!_passes && _breakpoints.Contains(Registers.Pc))
                return StopSignal.Trap;
            _passes = false;
            if (IsIdle)
                return null;
            if (Step() is not StopSignal.Trap and var signal)
                return signal;
        }

        return null;
    }

    /// <summary>Goes on to the next address at which it can stand: into a function, back from it, or to its next call.</summary>
    /// <returns><see cref="StopSignal.Trap"/>, or why it faulted.</returns>
    public StopSignal Step()
    {
        if (Fault is not null)
            return StopSignal.MemoryFault;
        _passes = false;
        try
        {
            return Advance();
        }
        catch (CpuFaultException e)
        {
            Fault = e.Message;
            return StopSignal.MemoryFault;
        }
    }

    private StopSignal Advance()
    {
        if (_entries.TryGetValue(Registers.Pc, out var function))
        {
            var call = new CpuCall(Registers, Memory, function.IsSecure);
            _frames.Add(new(function, call, Registers.Lr & ~1u, Registers.Sp));
        }
        else
        {
            // A function may be left out, with all that it had called.
            int waiting = _frames.FindLastIndex(f => f.IsAt(Registers));
            if (waiting < 0)
            {
                Fault = $"there is no instruction at 0x{Registers.Pc:x8}";
                return StopSignal.IllegalInstruction;
            }

            DropFrames(waiting + 1);
            if (_frames[^1] is { IsWaiting: true, IsDue: false } && !_woken)
                return StopSignal.Trap;
        }

        _woken = false;
        GoOn(_frames[^1]);
        return StopSignal.Trap;
    }

    private void GoOn(CpuFrame frame)
    {
        switch (frame.Next())
        {
            case CpuStep.Calling call:
                Enter(frame, call);
                break;
            case CpuStep.Starting start:
                DropFrames(0);
                Begin(start.Function, start.Stack);
                break;
            case CpuStep.Waiting wait:
                frame.WaitAt(Registers, wait.IsDue);
                break;
            case CpuStep.Resetting:
                Reset();
                break;
            default:
                Registers.R0 = frame.Call.Return;
                (Registers.Pc, Registers.Sp) = (frame.ReturnsTo, frame.Stack);
                DropFrames(_frames.Count - 1);
                break;
        }
    }

    private void Enter(CpuFrame frame, CpuStep.Calling call)
    {
        uint stack = frame.Stack - CpuFrame.StackLength;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (i < 4)
                Registers[(CoreRegister)i] = call.Arguments[i];
            else
                frame.Call.WriteWord(stack + ((uint)(i - 4) * sizeof(uint)), call.Arguments[i]);
        }

        Registers.Sp = stack;
        Registers.Lr = frame.NextSite(stack) | 1;
        Registers.Pc = call.Function.Address;
    }

    private void Begin(CpuFunction function, uint stack)
    {
        (Registers.Pc, Registers.Sp, Registers.Lr) = (function.Address, stack, NoReturn);
        if (function is EntryPoint known)
            Load(known);
    }

    private void DropFrames(int from)
    {
        foreach (var frame in _frames.Skip(from))
            frame.Dispose();
        _frames.RemoveRange(from, _frames.Count - from);
    }
}
