namespace Rootline.Formats.Elf;

/// <summary>Types of sections; others are passed over.</summary>
public enum ElfSectionType : uint
{
    /// <summary>The first one, which is none.</summary>
    None = 0,

    /// <summary>Code or data.</summary>
    Content = 1,

    /// <summary>The symbol table.</summary>
    Symbols = 2,

    /// <summary>Names.</summary>
    Names = 3,

    /// <summary>Room in memory that the file holds nothing of: .bss.</summary>
    NoBits = 8,
}
