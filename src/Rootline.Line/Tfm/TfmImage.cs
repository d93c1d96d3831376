using Rootline.Core.Faults;
using Rootline.Formats.Elf;
using Rootline.Links.Gdb;

namespace Rootline.Line.Tfm;

/// <summary>One image of a device's firmware, with the functions of it that are used.</summary>
public sealed class TfmImage
{
    private const int MostBytes = 64;
    private readonly ElfImage _elf;
    private readonly Dictionary<string, ElfSymbol> _functions;

    private TfmImage(string name, ElfImage elf, Dictionary<string, ElfSymbol> functions) => (Name, _elf, _functions) = (name, elf, functions);

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Looks functions up.</summary>
    /// <param name="name">What messages call the image.</param>
    /// <param name="elf">Its file.</param>
    /// <param name="functions">The functions.</param>
    /// <returns>The image; or a fault of <see cref="ElfFaults"/> that names the image.</returns>
    public static Parsed<TfmImage> Of(string name, ElfImage elf, IReadOnlyList<string> functions)
    {
        Dictionary<string, ElfSymbol> found = [];
        foreach (string function in functions)
        {
            if (!elf.Function(function).Try(out var symbol, out var fault))
                return fault.In(name);
            if (elf.BytesAt(symbol.Address, LengthOf(symbol)).IsEmpty)
                return ElfFaults.NoSymbol.Fault($"{name}: the file holds no code of {function}");
            found[function] = symbol;
        }

        return new TfmImage(name, elf, found);
    }

    /// <summary>Address of a function, bit 0 clear.</summary>
    /// <param name="function">One of those that were looked up.</param>
    public uint this[string function] => _functions[function].Address;

    /// <summary>Refuses a device whose memory holds other code than the file at any of the functions.</summary>
    /// <param name="host">A session whose core stands in its secure state.</param>
    /// <exception cref="FaultException"><see cref="TfmLineFaults.OtherElf"/>.</exception>
    public void DemandSameCode(GdbHost host)
    {
        foreach (var (name, symbol) in _functions)
        {
            var expected = _elf.BytesAt(symbol.Address, LengthOf(symbol));
            if (!host.ReadMemory(symbol.Address, expected.Length).AsSpan().SequenceEqual(expected.Span))
                throw TfmLineFaults.OtherElf.Exception($"{Name}: the code of {name} at 0x{symbol.Address:x8} is not that of the file");
        }
    }

    /// <summary>Whether the device's memory is erased or zero at each of the functions: the image is not there yet.</summary>
    /// <param name="host">A session whose core stands in its secure state.</param>
    public bool IsBlank(GdbHost host) => _functions.Values.All(symbol =>
    {
        byte[] found = host.ReadMemory(symbol.Address, (int)LengthOf(symbol));
        return Array.TrueForAll(found, b => b == 0) || Array.TrueForAll(found, b => b == 0xFF);
    });

    // A label of hand-written code may have no size.
    private static uint LengthOf(ElfSymbol symbol) => symbol.Size == 0 ? 2 : Math.Min(symbol.Size, MostBytes);
}
