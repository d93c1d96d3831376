using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Bytes;
using Rootline.Formats.Elf;

namespace Rootline.Chips.Cpu;

/// <summary>
/// One image of a virtual firmware while it is laid out: functions with addresses and code bytes, data with addresses, and the ELF file that
/// a debugger takes for it. The code is undefined instructions (UDF) that carry a digest of build and symbol: no real core runs it, and
/// another build has other bytes. The same calls in the same order give the same layout.
/// </summary>
/// <param name="build">Names the build, for example <c>bl2 2.2.2</c>.</param>
/// <param name="codeAddress">Where its code begins.</param>
/// <param name="dataAddress">Where its data begin, in RAM.</param>
/// <param name="isSecure">The security state in which it runs.</param>
public sealed class FirmwareLayout(string build, uint codeAddress, uint dataAddress, bool isSecure)
{
    private const int CodeIndex = 1;
    private const int DataIndex = 2;
    private const int Unit = 4;
    private const byte Undefined = 0xDE;

    private readonly List<ElfSymbol> _symbols = [];
    private readonly List<EntryPoint> _functions = [];
    private readonly List<byte> _code = [];
    private uint _dataLength;

    /// <summary>The functions, for <see cref="VirtualCpu.Load"/>.</summary>
    public IReadOnlyList<EntryPoint> Functions => _functions;

    /// <summary>Bytes of RAM that the data take.</summary>
    public uint DataLength => _dataLength;

    /// <summary>Adds a function.</summary>
    /// <param name="symbol">Its name.</param>
    /// <param name="body">What it does.</param>
    /// <param name="size">Its size in bytes, a multiple of 4, at least 8; the more it calls, the longer.</param>
    /// <param name="isGlobal">Whether other object files could see it.</param>
    public EntryPoint Function(string symbol, CpuBody body, uint size = 64, bool isGlobal = true)
    {
        var function = new EntryPoint(symbol, codeAddress + (uint)_code.Count, size, isSecure, body);
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{build}\n{symbol}"));
        // An instruction is little-endian: what it carries, then that it is undefined.
        for (int i = 0; i < size / sizeof(ushort); i++)
            _code.AddRange([digest[i % digest.Length], Undefined]);

        _symbols.Add(new(symbol, function.Address, size, ElfSymbolKind.Function, isGlobal, CodeIndex));
        _functions.Add(function);
        return function;
    }

    /// <summary>Adds constants between the functions.</summary>
    /// <param name="symbol">Their name.</param>
    /// <param name="content">The bytes.</param>
    /// <returns>Their address.</returns>
    public uint Constant(string symbol, ReadOnlySpan<byte> content)
    {
        uint address = codeAddress + (uint)_code.Count;
        _code.AddRange(content);
        _code.AddRange(new byte[Alignment.Up(content.Length, Unit) - content.Length]);
        _symbols.Add(new(symbol, address, (uint)content.Length, ElfSymbolKind.Data, false, CodeIndex));
        return address;
    }

    /// <summary>Adds data in RAM that are zero when the image begins (.bss).</summary>
    /// <param name="symbol">Their name.</param>
    /// <param name="size">Their size in bytes.</param>
    /// <param name="isGlobal">Whether other object files could see them; the provisioning structs of TF-M are local.</param>
    /// <returns>Their address.</returns>
    public uint Data(string symbol, uint size, bool isGlobal = false)
    {
        uint address = dataAddress + _dataLength;
        _dataLength += (uint)Alignment.Up((int)size, Unit);
        _symbols.Add(new(symbol, address, size, ElfSymbolKind.Data, isGlobal, DataIndex));
        return address;
    }

    /// <summary>Faults the core unless memory holds this code where it is to run: an image that was brought there may be any other.</summary>
    /// <param name="call">The function that is about to go there.</param>
    /// <exception cref="CpuFaultException">The code is another.</exception>
    public void DemandIn(CpuCall call)
    {
        var found = new byte[_code.Count];
        call.Read(codeAddress, found);
        if (!found.AsSpan().SequenceEqual(_code.ToArray()))
            throw new CpuFaultException($"no code of {build.Split(' ')[0]} lies at 0x{codeAddress:x8}");
    }

    /// <summary>The code as a debugger reads it.</summary>
    public CodeRegion ToRegion() => new(codeAddress, _code.ToArray(), isSecure);

    /// <summary>The ELF file of the image.</summary>
    /// <param name="entry">Its first function.</param>
    public byte[] ToElf(EntryPoint entry)
    {
        ElfSection[] sections =
        [
            new(".text", ElfSectionType.Content, ElfSection.InMemory | ElfSection.Code, codeAddress, (uint)_code.Count, _code.ToArray()),
            new(".bss", ElfSectionType.NoBits, ElfSection.InMemory | ElfSection.Writable, dataAddress, _dataLength, default),
        ];
        return ElfWriter.Write(entry.Address, sections, _symbols);
    }
}
