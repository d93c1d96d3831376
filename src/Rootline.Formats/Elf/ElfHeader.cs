using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Elf;

/// <summary>
/// The first 52 bytes of a 32-bit little-endian ELF file. Fields in their order: identification 16, type u16, machine u16,
/// version u32, entry u32, offset of the segments u32, of the sections u32, flags u32, own length u16, length and number of segments u16
/// each, length and number of sections u16 each, index of the section with the sections' names u16. Source: System V ABI, chapter 4.
/// </summary>
internal sealed record ElfHeader(uint Entry, uint SegmentOffset, uint SectionOffset, int SegmentCount, int SectionCount, int NameSection)
{
    public const int Length = 52;
    public const int SegmentLength = 32;
    public const int SectionLength = 40;
    public const ushort Executable = 2;
    public const ushort Arm = 40;

    private static ReadOnlySpan<byte> Magic => [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    // Class 32 bits, little-endian, version 1.
    public static ReadOnlySpan<byte> Identification => [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1];

    public static Parsed<ElfHeader> Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < Length || !file.StartsWith(Magic))
            return ElfFaults.Damaged.Fault("it does not begin as an ELF file does");
        var reader = new SpanReader(file);
        bool is32 = reader.Bytes(16).StartsWith(Identification);
        ushort type = reader.U16Le();
        ushort machine = reader.U16Le();
        if (!is32 || type != Executable || machine != Arm)
            return ElfFaults.OtherMachine.Fault($"class and byte order {file[4]} {file[5]}, type {type}, machine {machine}; needed are 1 1, {Executable}, {Arm}");
        reader.U32Le();
        var (entry, segments, sections) = (reader.U32Le(), reader.U32Le(), reader.U32Le());
        reader.U32Le();
        reader.U16Le();
        var (segmentLength, segmentCount, sectionLength, sectionCount) = (reader.U16Le(), reader.U16Le(), reader.U16Le(), reader.U16Le());
        if ((segmentCount > 0 && segmentLength != SegmentLength) || (sectionCount > 0 && sectionLength != SectionLength))
            return ElfFaults.Damaged.Fault($"its tables have entries of {segmentLength} and {sectionLength} bytes");
        if ((ulong)segments + (ulong)(segmentCount * SegmentLength) > (ulong)file.Length || (ulong)sections + (ulong)(sectionCount * SectionLength) > (ulong)file.Length)
            return ElfFaults.Damaged.Fault("a table goes past the end of the file");
        return new ElfHeader(entry, segments, sections, segmentCount, sectionCount, reader.U16Le());
    }
}
