namespace Rootline.Formats.Mcuboot.Making;

/// <summary>The slot that an image is made for, as MCUboot's signing tool is told of it.</summary>
/// <param name="Size">Bytes.</param>
public sealed record ImageSlot(uint Size)
{
    /// <summary>Write size of the flash in bytes: 1, 2, 4, 8, 16 or 32.</summary>
    public int Align { get; init; } = 1;

    /// <summary>Bytes that each field of the trailer occupies: 8, 16 or 32; null for the larger of 8 and <see cref="Align"/>.</summary>
    public int? MaxAlign { get; init; }

    /// <summary>The most sectors that the loader was built for.</summary>
    public int MaxSectors { get; init; } = 128;

    /// <summary>Whether the loader overwrites and never swaps: the trailer is small and no image is marked as confirmed.</summary>
    public bool OverwriteOnly { get; init; }

    /// <summary>What follows the image in its file.</summary>
    public SlotPadding Padding { get; init; }

    /// <summary>Bytes that each field of the trailer occupies.</summary>
    public int FieldSize => MaxAlign ?? Math.Max(8, Align);
}

/// <summary>What follows an image in its file.</summary>
public enum SlotPadding
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Padding to the end of the slot with the magic: the loader tries the image once.</summary>
    Pad,

    /// <summary>The same, with the image-ok field named in Intel HEX files.</summary>
    Test,

    /// <summary>The same, marked as confirmed: the loader keeps the image.</summary>
    Confirm,
}
