namespace Rootline.Formats.Elf;

/// <summary>What a symbol stands for (the lower 4 bits of st_info).</summary>
public enum ElfSymbolKind : byte
{
    /// <summary>A label without a type.</summary>
    Label = 0,

    /// <summary>Data.</summary>
    Data = 1,

    /// <summary>A function.</summary>
    Function = 2,
}
