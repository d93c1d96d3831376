using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;

namespace Rootline.Chips.Nordic;

/// <summary>
/// A core of a virtual part as a debug server shows it: memory, flash by vFlash packets, and the commands <c>reset run</c>, <c>reset
/// halt</c>, <c>halt</c>, <c>recover</c> (ERASEALL through CTRL-AP) and <c>version</c>. Its firmware runs whole at a reset: there is nothing to step
/// through, and no breakpoint can be set.
/// </summary>
/// <param name="chip">The part.</param>
/// <param name="isNetwork">Whether it is the network core.</param>
public sealed class NordicDebugTarget(NordicChip chip, bool isNetwork) : IDebugTarget, IDebugFlash
{
    private readonly DebugBus _bus = new(chip, isNetwork);
    private readonly Dictionary<CoreRegister, uint> _registers = [];

    /// <inheritdoc/>
    public bool IsIdle => true;

    /// <inheritdoc/>
    public IDebugFlash? Flash => this;

    /// <inheritdoc/>
    public uint Address => _bus.Memory.Start;

    /// <inheritdoc/>
    public uint Length => (uint)_bus.Memory.Size;

    /// <inheritdoc/>
    public uint SectorLength => (uint)_bus.Memory.PageSize;

    /// <inheritdoc/>
    public uint ReadRegister(CoreRegister register) => _registers.GetValueOrDefault(register);

    /// <inheritdoc/>
    public void WriteRegister(CoreRegister register, uint value) => _registers[register] = value;

    /// <inheritdoc/>
    public bool ReadMemory(uint address, Span<byte> destination) => _bus.TryRead(address, destination);

    /// <inheritdoc/>
    public bool WriteMemory(uint address, ReadOnlySpan<byte> source) => _bus.TryWrite(address, source);

    /// <inheritdoc/>
    public bool SetBreakpoint(uint address) => false;

    /// <inheritdoc/>
    public void ClearBreakpoint(uint address)
    {
    }

    /// <inheritdoc/>
    public void Resume()
    {
    }

    /// <inheritdoc/>
    public StopSignal? Run() => null;

    /// <inheritdoc/>
    public StopSignal Step() => StopSignal.Trap;

    /// <inheritdoc/>
    public void Halt()
    {
    }

    /// <inheritdoc/>
    public bool Erase(uint address, uint length) => _bus.TryErase(address, length);

    /// <inheritdoc/>
    public bool Write(uint address, ReadOnlySpan<byte> source) => _bus.TryBurn(address, source);

    /// <inheritdoc/>
    public bool Finish() => true;

    /// <inheritdoc/>
    public string? Monitor(string command) => command switch
    {
        "reset run" or "reset halt" => Reset(),
        "halt" => "",
        "recover" => Recover(),
        "version" => $"Rootline virtual {chip.Part.Name}\n",
        _ => null,
    };

    private string Reset()
    {
        chip.Reset();
        return "";
    }

    private string Recover() => (isNetwork ? chip.Port.EraseAllNetwork() : chip.Port.EraseAll()) ? "erased\n" : "ERASEPROTECT is set: nothing was erased\n";
}
