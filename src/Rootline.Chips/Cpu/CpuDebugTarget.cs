using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;

namespace Rootline.Chips.Cpu;

/// <summary>
/// A virtual core as a debugger sees it, with the server commands that it knows: <c>reset</c> (also <c>reset halt</c>, <c>reset run</c>,
/// <c>system_reset</c>), <c>halt</c>, <c>version</c>, <c>info status</c>, and those of its chip. After a reset the core stands before
/// its first instruction until it is told to run.
/// </summary>
/// <param name="cpu">The core.</param>
/// <param name="name">What <c>version</c> says, for example <c>Rootline tfm-an521</c>.</param>
/// <param name="flash">The flash that a debugger may erase and write, or null.</param>
/// <param name="commands">Executes what the chip knows; null for a command that it does not know.</param>
public sealed class CpuDebugTarget(VirtualCpu cpu, string name, IDebugFlash? flash = null, Func<string, string?>? commands = null) : IDebugTarget
{
    /// <inheritdoc/>
    public bool IsIdle => cpu.IsIdle;

    /// <inheritdoc/>
    public IDebugFlash? Flash => flash;

    /// <inheritdoc/>
    public uint ReadRegister(CoreRegister register) => cpu.Registers[register];

    /// <inheritdoc/>
    public void WriteRegister(CoreRegister register, uint value) => cpu.Registers[register] = value;

    /// <inheritdoc/>
    public bool ReadMemory(uint address, Span<byte> destination) => cpu.Memory.Read(address, destination, cpu.IsSecure);

    /// <inheritdoc/>
    public bool WriteMemory(uint address, ReadOnlySpan<byte> source) => cpu.Memory.Write(address, source, cpu.IsSecure);

    /// <inheritdoc/>
    public bool SetBreakpoint(uint address) => cpu.SetBreakpoint(address);

    /// <inheritdoc/>
    public void ClearBreakpoint(uint address) => cpu.ClearBreakpoint(address);

    /// <inheritdoc/>
    public void Resume() => cpu.Resume();

    /// <inheritdoc/>
    public StopSignal? Run() => cpu.Run();

    /// <inheritdoc/>
    public StopSignal Step() => cpu.Step();

    /// <summary>Nothing to do: between two slices the core stands.</summary>
    public void Halt()
    {
    }

    /// <inheritdoc/>
    public string? Monitor(string command)
    {
        switch (command)
        {
            case "reset" or "reset halt" or "reset run" or "reset init" or "system_reset":
                cpu.Reset();
                return "";
            case "halt":
                return "";
            case "version":
                return name + "\n";
            case "info status":
                return $"the core stands at 0x{cpu.Registers.Pc:x8}, {(cpu.IsSecure ? "secure" : "non-secure")}{(cpu.Fault is { } fault ? $", faulted: {fault}" : "")}\n";
            default:
                return commands?.Invoke(command);
        }
    }
}
