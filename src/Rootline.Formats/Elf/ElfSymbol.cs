namespace Rootline.Formats.Elf;

/// <summary>A symbol of an ELF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address; bit 0, which marks Thumb code in the file, is cleared for a function.</param>
/// <param name="Size">Its size in bytes; 0 where the file does not say.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="IsGlobal">Whether other object files could see it. The provisioning structs of TF-M are local.</param>
/// <param name="Section">Index of its section; 0xFFF1 for an absolute value.</param>
public sealed record ElfSymbol(string Name, uint Address, uint Size, ElfSymbolKind Kind, bool IsGlobal, ushort Section);
