namespace Rootline.Formats.Elf;

/// <summary>A section of an ELF file.</summary>
/// <param name="Name">Its name, for example <c>.text</c>.</param>
/// <param name="Type">Its type, see <see cref="ElfSectionType"/>.</param>
/// <param name="Flags">1 writable, 2 lies in memory, 4 code.</param>
/// <param name="Address">Its address where it runs.</param>
/// <param name="Size">Its size in bytes, in memory.</param>
/// <param name="Bytes">What the file holds of it; empty where it holds nothing (<see cref="ElfSectionType.NoBits"/>).</param>
public sealed record ElfSection(string Name, ElfSectionType Type, uint Flags, uint Address, uint Size, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The flag of a section that is written to.</summary>
    public const uint Writable = 1;

    /// <summary>The flag of a section that lies in memory.</summary>
    public const uint InMemory = 2;

    /// <summary>The flag of a section that holds code.</summary>
    public const uint Code = 4;

    /// <summary>Whether an address lies in the section as it is in memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    public bool Holds(uint address, uint length) =>
        (Flags & InMemory) != 0 && address >= Address && (ulong)address + length <= (ulong)Address + Size;
}
