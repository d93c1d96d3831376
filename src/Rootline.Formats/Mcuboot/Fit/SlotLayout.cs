namespace Rootline.Formats.Mcuboot.Fit;

/// <summary>The slots of one image and how its loader was built.</summary>
public sealed record SlotLayout
{
    /// <summary>How the loader brings a new image into place.</summary>
    public required UpgradeMode Mode { get; init; }

    /// <summary>The primary slot.</summary>
    public required SlotShape Primary { get; init; }

    /// <summary>The secondary slot; not looked at where there is one slot only.</summary>
    public required SlotShape Secondary { get; init; }

    /// <summary>Size of the scratch area in bytes; looked at in mode <see cref="UpgradeMode.Scratch"/> only.</summary>
    public long ScratchSize { get; init; }

    /// <summary>The larger of the flash devices' write sizes in bytes: 1 to 32, a power of two (W).</summary>
    public int WriteSize { get; init; } = 1;

    /// <summary>Bytes that each field of the trailer occupies: 8, 16 or 32 (BOOT_MAX_ALIGN, X).</summary>
    public int MaxAlign { get; init; } = 8;

    /// <summary>The most sectors that the loader was built for (BOOT_MAX_IMG_SECTORS, N).</summary>
    public int MaxSectors { get; init; } = 128;

    /// <summary>
    /// Bytes that the trailer keeps for each slot's content key: 16 or 32, or the length of the encryption TLV where the loader
    /// keeps that; null where images are not encrypted.
    /// </summary>
    public int? KeyLength { get; init; }
}
