namespace Rootline.Formats.Mcuboot.Making;

/// <summary>How a payload is compressed.</summary>
public enum ImageCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>LZMA2 with a dictionary of 128 KiB.</summary>
    Lzma2,

    /// <summary>The same after the ARM-Thumb filter.</summary>
    Lzma2ArmThumb,
}
