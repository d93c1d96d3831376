using Rootline.Core.Faults;

namespace Rootline.Formats.Elf;

/// <summary>
/// A linked firmware for a 32-bit Arm core as its build wrote it: what is loaded, and the symbols of functions and data with
/// address and size. The addresses change with each build, so they are always taken from the file.
/// </summary>
public sealed class ElfImage
{
    /// <summary>Longest file that is read, in bytes: a firmware with all its debug information.</summary>
    public const int MaxLength = 256 << 20;

    /// <summary>Most sections that are read.</summary>
    public const int MaxSections = 4096;

    /// <summary>Most segments that are read.</summary>
    public const int MaxSegments = 256;

    /// <summary>Most symbols that are read: a hostile table must not fill the memory.</summary>
    public const int MaxSymbols = 1 << 18;

    /// <summary>Longest name of a symbol that is kept, in bytes; a longer one is passed over.</summary>
    public const int MaxName = 1024;

    /// <summary>Most bytes of names in all: a hostile file can let many symbols share one long name.</summary>
    public const int MaxNames = 32 << 20;

    private readonly ILookup<string, ElfSymbol> _byName;

    internal ElfImage(uint entry, IReadOnlyList<ElfSegment> segments, IReadOnlyList<ElfSection> sections, IReadOnlyList<ElfSymbol> symbols)
    {
        (Entry, Segments, Sections, Symbols) = (entry, segments, sections, symbols);
        _byName = symbols.ToLookup(s => s.Name, StringComparer.Ordinal);
    }

    /// <summary>The address that the file names as its start, with bit 0 as it is there.</summary>
    public uint Entry { get; }

    /// <summary>What is loaded.</summary>
    public IReadOnlyList<ElfSegment> Segments { get; }

    /// <summary>The sections, the first of which is none.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>The named symbols that have a place: functions, data, labels.</summary>
    public IReadOnlyList<ElfSymbol> Symbols { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The whole file, at most <see cref="MaxLength"/> bytes; slices of it are kept.</param>
    /// <returns>The image, or a fault of <see cref="ElfFaults"/>.</returns>
    public static Parsed<ElfImage> Parse(ReadOnlyMemory<byte> file) => ElfReader.Read(file);

    /// <summary>Finds a function.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The symbol, or <see cref="ElfFaults.NoSymbol"/> or <see cref="ElfFaults.AmbiguousSymbol"/>.</returns>
    public Parsed<ElfSymbol> Function(string name) => Only(name, ElfSymbolKind.Function);

    /// <summary>Finds a piece of data.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The symbol, or <see cref="ElfFaults.NoSymbol"/> or <see cref="ElfFaults.AmbiguousSymbol"/>.</returns>
    public Parsed<ElfSymbol> Data(string name) => Only(name, ElfSymbolKind.Data);

    /// <summary>Whether there is a symbol of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => _byName.Contains(name);

    /// <summary>What the file holds of a symbol's own bytes.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns><see cref="ElfSymbol.Size"/> bytes; empty where the file holds nothing of it, as for what lies in .bss.</returns>
    public ReadOnlyMemory<byte> BytesOf(ElfSymbol symbol) => BytesAt(symbol.Address, symbol.Size);

    /// <summary>What the file holds for a range of memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    /// <returns>The bytes; empty where no section of the file holds all of them.</returns>
    public ReadOnlyMemory<byte> BytesAt(uint address, uint length) =>
        Sections.FirstOrDefault(s => s.Type == ElfSectionType.Content && s.Holds(address, length)) is { } section
            ? section.Bytes.Slice((int)(address - section.Address), (int)length)
            : default;

    private Parsed<ElfSymbol> Only(string name, ElfSymbolKind kind)
    {
        var found = _byName[name].Where(s => s.Kind == kind).ToList();
        return found switch
        {
            [] => ElfFaults.NoSymbol.Fault($"there is no {(kind == ElfSymbolKind.Data ? "data" : "function")} {name}"),
            [var first, .. var rest] when rest.TrueForAll(s => s.Address == first.Address && s.Size == first.Size) => first,
            _ => ElfFaults.AmbiguousSymbol.Fault($"{name} stands at {string.Join(" and ", found.Select(s => $"0x{s.Address:x8}"))}"),
        };
    }
}
