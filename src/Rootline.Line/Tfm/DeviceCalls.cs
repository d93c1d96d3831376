using Rootline.Core.Faults;
using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;

namespace Rootline.Line.Tfm;

/// <summary>
/// Calls of functions in a device that stands, with room for what they are given: it lies below the stack as it is, the stack goes on below
/// it, and it is wiped afterwards.
/// </summary>
/// <param name="host">A session.</param>
/// <param name="patience">How long a call may take.</param>
internal sealed class DeviceCalls(GdbHost host, TimeSpan patience)
{
    private const int Align = 8;
    private readonly HostCalls _calls = new(host);

    /// <summary>Calls a function with a buffer.</summary>
    /// <param name="function">Its address.</param>
    /// <param name="buffer">What the buffer holds before; afterwards what it holds then.</param>
    /// <param name="arguments">Makes the arguments, at most four in registers, of the buffer's address.</param>
    /// <param name="stacked">A fifth argument as an offset in the buffer, or null.</param>
    /// <returns>The function's result.</returns>
    public uint Call(uint function, Span<byte> buffer, Func<uint, uint[]> arguments, uint? stacked = null)
    {
        uint stack = host.ReadRegister(CoreRegister.Sp);
        uint pc = host.ReadRegister(CoreRegister.Pc);
        uint room = (uint)((buffer.Length + Align - 1) / Align * Align);
        uint at = (stack & ~(uint)(Align - 1)) - room;
        uint below = at - Align;
        Span<byte> fifth = stackalloc byte[Align];
        fifth.Clear();
        if (stacked is { } offset)
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(fifth, at + offset);
        host.WriteMemory(below, fifth);
        host.WriteMemory(at, buffer);
        host.WriteRegister(CoreRegister.Sp, below);
        try
        {
            uint result = _calls.Call(function, pc, arguments(at), patience);
            host.ReadMemory(at, buffer);
            return result;
        }
        finally
        {
            if (host.Poison is null && !host.IsRunning)
                CleanUp(below, (int)room + Align, stack);
        }
    }

    private void CleanUp(uint from, int length, uint stack)
    {
        try
        {
            host.WriteMemory(from, new byte[length]);
            host.WriteRegister(CoreRegister.Sp, stack);
        }
        catch (FaultException) when (host.Poison is not null)
        {
            // The connection failed: what is told is why the call did.
        }
    }
}
