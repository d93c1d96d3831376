using System.Buffers.Binary;

namespace Rootline.Chips.Cpu;

/// <summary>A function's view of the core that runs it: AAPCS arguments, memory in the function's security state, the result.</summary>
public sealed class CpuCall
{
    private const int RegisterArguments = 4;
    private readonly CpuRegisters _registers;
    private readonly CpuMemory _memory;
    private readonly uint[] _arguments;
    private readonly uint _stack;
    private readonly bool _isSecure;

    internal CpuCall(CpuRegisters registers, CpuMemory memory, bool isSecure)
    {
        (_registers, _memory, _isSecure) = (registers, memory, isSecure);
        _stack = registers.Sp;
        _arguments = [.. Enumerable.Range(0, RegisterArguments).Select(i => registers[(Formats.Gdb.CoreRegister)i])];
    }

    /// <summary>What the function that was called last returned; 64-bit results have their upper half in r1.</summary>
    public uint Result => _registers.R0;

    /// <summary>What this function returns; set before its body ends.</summary>
    public uint Return { get; set; }

    /// <summary>An argument.</summary>
    /// <param name="index">From 0; from 4 on it lies on the stack.</param>
    public uint Argument(int index) => index < RegisterArguments ? _arguments[index] : ReadWord(_stack + ((uint)(index - RegisterArguments) * 4));

    /// <summary>Reads memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="destination">Filled completely.</param>
    /// <exception cref="CpuFaultException">The core faults.</exception>
    public void Read(uint address, Span<byte> destination)
    {
        if (!_memory.Read(address, destination, _isSecure))
            throw new CpuFaultException($"{destination.Length} bytes cannot be read at 0x{address:x8}");
    }

    /// <summary>Writes memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="source">The bytes.</param>
    /// <exception cref="CpuFaultException">The core faults.</exception>
    public void Write(uint address, ReadOnlySpan<byte> source)
    {
        if (!_memory.Write(address, source, _isSecure))
            throw new CpuFaultException($"{source.Length} bytes cannot be written at 0x{address:x8}");
    }

    /// <summary>Reads a little-endian word.</summary>
    /// <param name="address">Its address.</param>
    public uint ReadWord(uint address)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Read(address, bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>Writes a little-endian word.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="value">The word.</param>
    public void WriteWord(uint address, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Write(address, bytes);
    }
}
