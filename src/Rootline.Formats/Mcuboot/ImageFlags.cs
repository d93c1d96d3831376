namespace Rootline.Formats.Mcuboot;

/// <summary>Flags of an image header (u32). Other bits are kept as they are. Source: mcuboot-image section 2.</summary>
#pragma warning disable CA1711 // "flags" is the format's own word
[Flags]
public enum ImageFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Position independent: reserved.</summary>
    PositionIndependent = 0x1,

    /// <summary>The payload is encrypted with AES-128 in counter mode.</summary>
    EncryptedAes128 = 0x4,

    /// <summary>The payload is encrypted with AES-256 in counter mode.</summary>
    EncryptedAes256 = 0x8,

    /// <summary>Not to be started: a data image or the part of a split application.</summary>
    NonBootable = 0x10,

    /// <summary>Copied to the load address and started there.</summary>
    RamLoad = 0x20,

    /// <summary>The load address is the flash address that the image was linked for.</summary>
    RomFixed = 0x100,

    /// <summary>The payload is compressed with LZMA1: read, never written.</summary>
    CompressedLzma1 = 0x200,

    /// <summary>The payload is compressed with LZMA2.</summary>
    CompressedLzma2 = 0x400,

    /// <summary>The ARM-Thumb filter ran before the compression.</summary>
    CompressedArmThumb = 0x800,

    /// <summary>Both encryption flags.</summary>
    Encrypted = EncryptedAes128 | EncryptedAes256,

    /// <summary>Both compression flags.</summary>
    Compressed = CompressedLzma1 | CompressedLzma2,
}
