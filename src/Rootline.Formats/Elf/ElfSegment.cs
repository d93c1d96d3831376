namespace Rootline.Formats.Elf;

/// <summary>A part of an ELF file that is loaded.</summary>
/// <param name="Address">Where it runs.</param>
/// <param name="LoadAddress">Where it is loaded to.</param>
/// <param name="Size">Its size in memory, in bytes.</param>
/// <param name="Bytes">What is loaded; the rest of the size is zero.</param>
public sealed record ElfSegment(uint Address, uint LoadAddress, uint Size, ReadOnlyMemory<byte> Bytes);
