namespace Rootline.Formats.Mcuboot.Fit;

/// <summary>The parts of a trailer as a loader lays it out (bootutil_area.c; boot_trailer_sz).</summary>
public static class TrailerSize
{
    /// <summary>Length of the magic in bytes.</summary>
    public const int Magic = 16;

    /// <summary>The magic with what fills its block.</summary>
    /// <param name="layout">The slots.</param>
    public static long MagicBlock(SlotLayout layout) => Up(Magic, layout.MaxAlign);

    /// <summary>The status entries: one for each sector, as many words as the mode has states.</summary>
    /// <param name="layout">The slots.</param>
    public static long Status(SlotLayout layout) => (long)layout.MaxSectors * StatesOf(layout.Mode) * layout.WriteSize;

    /// <summary>The content keys of both slots.</summary>
    /// <param name="layout">The slots.</param>
    public static long Keys(SlotLayout layout) => layout.KeyLength is { } length ? 2 * Up(length, layout.MaxAlign) : 0;

    /// <summary>The fields: swap size, swap info, copy done, image ok, and the TLV sizes of mode offset.</summary>
    /// <param name="layout">The slots.</param>
    public static long Fields(SlotLayout layout) => (layout.Mode == UpgradeMode.Offset ? 5L : 4L) * layout.MaxAlign;

    /// <summary>The whole trailer of a slot.</summary>
    /// <param name="layout">The slots.</param>
    public static long Whole(SlotLayout layout) => Status(layout) + Information(layout);

    /// <summary>The trailer of the scratch area: the entries of one sector.</summary>
    /// <param name="layout">The slots.</param>
    public static long OfScratch(SlotLayout layout) => (long)StatesOf(layout.Mode) * layout.WriteSize + Information(layout);

    /// <summary>Rounds up.</summary>
    /// <param name="value">Bytes.</param>
    /// <param name="unit">Bytes.</param>
    public static long Up(long value, long unit) => (value + unit - 1) / unit * unit;

    private static long Information(SlotLayout layout) => Keys(layout) + Fields(layout) + MagicBlock(layout);

    private static int StatesOf(UpgradeMode mode) => mode switch
    {
        UpgradeMode.Scratch or UpgradeMode.Move => 3,
        UpgradeMode.Offset => 2,
        _ => 0,
    };
}
