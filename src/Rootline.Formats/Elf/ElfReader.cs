using System.Text;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Elf;

/// <summary>Reads the tables of an ELF file, in the order in which they depend on each other.</summary>
internal static class ElfReader
{
    private const int SymbolLength = 16;
    private const uint Load = 1;
    private const ushort NoSection = 0;

    public static Parsed<ElfImage> Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > ElfImage.MaxLength)
            return ElfFaults.Damaged.Fault($"{file.Length} bytes, at most {ElfImage.MaxLength} are read");
        if (!ElfHeader.Parse(file.Span).Try(out var header, out var fault))
            return fault;
        if (header.SectionCount > ElfImage.MaxSections || header.SegmentCount > ElfImage.MaxSegments)
            return ElfFaults.Damaged.Fault($"{header.SectionCount} sections and {header.SegmentCount} segments, at most {ElfImage.MaxSections} and {ElfImage.MaxSegments} are read");
        var segments = new List<ElfSegment>();
        for (int i = 0; i < header.SegmentCount; i++)
        {
            if (!Segment(file, (int)header.SegmentOffset + (i * ElfHeader.SegmentLength), segments))
                return ElfFaults.Damaged.Fault($"segment {i} goes past the end of the file or is larger than its memory");
        }

        var raw = new List<RawSection>();
        for (int i = 0; i < header.SectionCount; i++)
        {
            var section = RawSection.Read(file, (int)header.SectionOffset + (i * ElfHeader.SectionLength));
            if (section is null)
                return ElfFaults.Damaged.Fault($"section {i} goes past the end of the file");
            raw.Add(section);
        }

        var names = header.NameSection < raw.Count ? raw[header.NameSection].Bytes : default;
        ElfSection[] sections = [.. raw.Select(s => new ElfSection(Name(names.Span, s.Name) ?? "", s.Type, s.Flags, s.Address, s.Size, s.Bytes))];
        var table = raw.Find(s => s.Type == ElfSectionType.Symbols);
        if (table is null)
            return ElfFaults.Stripped.Fault("there is no symbol table");
        if (table.Link >= raw.Count || raw[(int)table.Link].Type != ElfSectionType.Names || table.Bytes.Length % SymbolLength != 0 || table.Bytes.Length / SymbolLength > ElfImage.MaxSymbols)
            return ElfFaults.Damaged.Fault($"the symbol table of {table.Bytes.Length} bytes has no names, ends in an entry, or has more than {ElfImage.MaxSymbols}");
        return Symbols(table.Bytes.Span, raw[(int)table.Link].Bytes.Span) is { } symbols
            ? new ElfImage(header.Entry, segments, sections, symbols)
            : ElfFaults.Damaged.Fault($"the names of its symbols have more than {ElfImage.MaxNames} bytes");
    }

    private static bool Segment(ReadOnlyMemory<byte> file, int offset, List<ElfSegment> segments)
    {
        var reader = new SpanReader(file.Span[offset..]);
        uint type = reader.U32Le();
        var (place, address, loadAddress, fileSize, size) = (reader.U32Le(), reader.U32Le(), reader.U32Le(), reader.U32Le(), reader.U32Le());
        if (type != Load)
            return true;
        if ((ulong)place + fileSize > (ulong)file.Length || fileSize > size || (ulong)address + size > 1UL << 32)
            return false;
        segments.Add(new(address, loadAddress, size, file.Slice((int)place, (int)fileSize)));
        return true;
    }

    private static List<ElfSymbol>? Symbols(ReadOnlySpan<byte> table, ReadOnlySpan<byte> names)
    {
        var symbols = new List<ElfSymbol>();
        int nameBytes = 0;
        for (int at = 0; at < table.Length; at += SymbolLength)
        {
            var reader = new SpanReader(table.Slice(at, SymbolLength));
            var (nameOffset, value, size, info) = (reader.U32Le(), reader.U32Le(), reader.U32Le(), reader.U8());
            reader.U8();
            ushort section = reader.U16Le();
            var kind = (ElfSymbolKind)(info & 0x0F);
            // Mapping symbols ($t, $d) tell code from data and are of no use here.
            if (kind > ElfSymbolKind.Function || section == NoSection || Name(names, nameOffset) is not { Length: > 0 } name || name[0] == '$')
                continue;
            nameBytes += name.Length;
            if (nameBytes > ElfImage.MaxNames)
                return null;
            symbols.Add(new(name, kind == ElfSymbolKind.Function ? value & ~1u : value, size, kind, info >> 4 != 0, section));
        }

        return symbols;
    }

    private static string? Name(ReadOnlySpan<byte> names, uint offset)
    {
        if (offset >= names.Length)
            return null;
        var rest = names[(int)offset..];
        int end = rest[..Math.Min(rest.Length, ElfImage.MaxName + 1)].IndexOf((byte)0);
        return end < 0 ? null : Encoding.UTF8.GetString(rest[..end]);
    }

    /// <summary>
    /// An entry of the section table, fields in their order: name u32 (offset), type u32, flags u32, address u32, offset u32, size u32,
    /// link u32, info u32, alignment u32, size of an entry u32.
    /// </summary>
    private sealed record RawSection(uint Name, ElfSectionType Type, uint Flags, uint Address, uint Size, uint Link, ReadOnlyMemory<byte> Bytes)
    {
        public static RawSection? Read(ReadOnlyMemory<byte> file, int offset)
        {
            var reader = new SpanReader(file.Span[offset..]);
            var (name, type, flags, address, place, size, link) =
                (reader.U32Le(), (ElfSectionType)reader.U32Le(), reader.U32Le(), reader.U32Le(), reader.U32Le(), reader.U32Le(), reader.U32Le());
            bool holdsBytes = type is not (ElfSectionType.NoBits or ElfSectionType.None);
            if (holdsBytes && (ulong)place + size > (ulong)file.Length)
                return null;
            return new(name, type, flags, address, size, link, holdsBytes ? file.Slice((int)place, (int)size) : default);
        }
    }
}
