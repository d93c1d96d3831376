using System.Text;
using Rootline.Core.Bytes;

namespace Rootline.Formats.Elf;

/// <summary>
/// Writes the ELF file of a virtual firmware: the sections given, each as a segment of its own, then symbol table, symbol names and section
/// names. Local symbols come before global ones, as the format wants it. The same input gives the same bytes.
/// </summary>
public static class ElfWriter
{
    private const int SymbolLength = 16;
    private const int Alignment = 4;
    private const uint ArmAbi5 = 0x0500_0000;

    /// <summary>Writes a file.</summary>
    /// <param name="entry">Address of the first instruction.</param>
    /// <param name="sections">
    /// The sections in memory, of the types <see cref="ElfSectionType.Content"/> (as many bytes as its size) and
    /// <see cref="ElfSectionType.NoBits"/> (no bytes). The first of them has index 1.
    /// </param>
    /// <param name="symbols">The symbols with the index of their section; functions are marked as Thumb code.</param>
    public static byte[] Write(uint entry, IReadOnlyList<ElfSection> sections, IReadOnlyList<ElfSymbol> symbols)
    {
        var names = new Names();
        List<ElfSymbol> ordered = [.. symbols.OrderBy(s => s.IsGlobal)];
        byte[] table = Symbols(ordered, names);
        var sectionNames = new Names();
        var all = new List<Entry>();
        int at = ElfHeader.Length + (sections.Count * ElfHeader.SegmentLength);
        foreach (var section in sections)
            Add(section, 0, 0, 0);
        Add(new(".symtab", ElfSectionType.Symbols, 0, 0, (uint)table.Length, table), (uint)sections.Count + 2, 1 + (uint)ordered.Count(s => !s.IsGlobal), SymbolLength);
        Add(new(".strtab", ElfSectionType.Names, 0, 0, (uint)names.Bytes.Length, names.Bytes), 0, 0, 0);
        AddNames();
        return Join(entry | 1, sections.Count, all, Core.Bytes.Alignment.Up(at, Alignment));

        void Add(ElfSection section, uint link, uint info, uint entryLength) => Place(section, sectionNames.Add(section.Name), link, info, entryLength);

        // The names of the sections hold their own name too.
        void AddNames()
        {
            uint own = sectionNames.Add(".shstrtab");
            byte[] bytes = sectionNames.Bytes;
            Place(new(".shstrtab", ElfSectionType.Names, 0, 0, (uint)bytes.Length, bytes), own, 0, 0, 0);
        }

        void Place(ElfSection section, uint name, uint link, uint info, uint entryLength)
        {
            at = Core.Bytes.Alignment.Up(at, Alignment);
            all.Add(new(section, name, (uint)at, link, info, entryLength));
            at += section.Bytes.Length;
        }
    }

    private static byte[] Join(uint entry, int segments, List<Entry> all, int tableOffset)
    {
        var file = new byte[tableOffset + ((all.Count + 1) * ElfHeader.SectionLength)];
        var writer = new SpanWriter(file);
        writer.Bytes(ElfHeader.Identification);
        writer.Zeros(16 - ElfHeader.Identification.Length);
        writer.U16Le(ElfHeader.Executable);
        writer.U16Le(ElfHeader.Arm);
        writer.U32Le(1);
        writer.U32Le(entry);
        writer.U32Le(segments > 0 ? (uint)ElfHeader.Length : 0);
        writer.U32Le((uint)tableOffset);
        writer.U32Le(ArmAbi5);
        foreach (int value in (int[])[ElfHeader.Length, ElfHeader.SegmentLength, segments, ElfHeader.SectionLength, all.Count + 1, all.Count])
            writer.U16Le((ushort)value);
        foreach (var part in all.Take(segments))
            Segment(ref writer, part);
        foreach (var part in all)
            part.Section.Bytes.Span.CopyTo(file.AsSpan((int)part.Offset));
        // The first entry of the table is empty.
        writer = new(file.AsSpan(tableOffset + ElfHeader.SectionLength));
        foreach (var part in all)
            Section(ref writer, part);
        return file;
    }

    private static void Segment(ref SpanWriter writer, Entry part)
    {
        const uint readable = 4;
        uint rights = readable | ((part.Section.Flags & ElfSection.Writable) != 0 ? 2u : 0) | ((part.Section.Flags & ElfSection.Code) != 0 ? 1u : 0);
        foreach (uint value in (uint[])[1, part.Offset, part.Section.Address, part.Section.Address, (uint)part.Section.Bytes.Length, part.Section.Size, rights, Alignment])
            writer.U32Le(value);
    }

    private static void Section(ref SpanWriter writer, Entry part)
    {
        var section = part.Section;
        foreach (uint value in (uint[])[part.Name, (uint)section.Type, section.Flags, section.Address, part.Offset, section.Size, part.Link, part.Info, Alignment, part.EntryLength])
            writer.U32Le(value);
    }

    private static byte[] Symbols(List<ElfSymbol> symbols, Names names)
    {
        var table = new byte[(symbols.Count + 1) * SymbolLength];
        var writer = new SpanWriter(table);
        writer.Zeros(SymbolLength);
        foreach (var symbol in symbols)
        {
            writer.U32Le(names.Add(symbol.Name));
            writer.U32Le(symbol.Kind == ElfSymbolKind.Function ? symbol.Address | 1 : symbol.Address);
            writer.U32Le(symbol.Size);
            writer.U8((byte)((symbol.IsGlobal ? 0x10 : 0) | (int)symbol.Kind));
            writer.U8(0);
            writer.U16Le(symbol.Section);
        }

        return table;
    }

    private sealed record Entry(ElfSection Section, uint Name, uint Offset, uint Link, uint Info, uint EntryLength);

    private sealed class Names
    {
        private readonly List<byte> _bytes = [0];

        public byte[] Bytes => [.. _bytes];

        public uint Add(string name)
        {
            int offset = _bytes.Count;
            _bytes.AddRange(Encoding.UTF8.GetBytes(name));
            _bytes.Add(0);
            return (uint)offset;
        }
    }
}
