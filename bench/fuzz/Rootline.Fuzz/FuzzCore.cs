using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;

namespace Rootline.Fuzz;

/// <summary>A core with 256 bytes of RAM and 4 KiB of flash that stops at once wherever it is let go.</summary>
internal sealed class FuzzCore : IDebugTarget, IDebugFlash
{
    private const uint Ram = 0x38000000;
    private readonly byte[] _ram = new byte[256];
    private readonly Dictionary<CoreRegister, uint> _registers = [];

    public bool IsIdle => false;

    public IDebugFlash? Flash => this;

    public uint Address => 0;

    public uint Length => 4096;

    public uint SectorLength => 1024;

    public uint ReadRegister(CoreRegister register) => _registers.GetValueOrDefault(register);

    public void WriteRegister(CoreRegister register, uint value) => _registers[register] = value;

    public bool ReadMemory(uint address, Span<byte> destination)
    {
        if (!Holds(address, destination.Length))
            return false;
        _ram.AsSpan((int)(address - Ram), destination.Length).CopyTo(destination);
        return true;
    }

    public bool WriteMemory(uint address, ReadOnlySpan<byte> source)
    {
        if (!Holds(address, source.Length))
            return false;
        source.CopyTo(_ram.AsSpan((int)(address - Ram)));
        return true;
    }

    public bool SetBreakpoint(uint address) => true;

    public void ClearBreakpoint(uint address)
    {
    }

    public void Resume()
    {
    }

    public StopSignal? Run() => StopSignal.Trap;

    public StopSignal Step() => StopSignal.Trap;

    public void Halt()
    {
    }

    public string? Monitor(string command) => command == "reset" ? "" : null;

    public bool Erase(uint address, uint length) => address % SectorLength == 0 && (ulong)address + length <= Length;

    public bool Write(uint address, ReadOnlySpan<byte> source) => (ulong)address + (ulong)source.Length <= Length;

    public bool Finish() => true;

    private bool Holds(uint address, int length) => address >= Ram && (ulong)address + (ulong)length <= Ram + (ulong)_ram.Length;
}
