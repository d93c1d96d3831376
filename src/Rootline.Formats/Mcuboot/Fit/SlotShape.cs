namespace Rootline.Formats.Mcuboot.Fit;

/// <summary>A slot: the sizes of its sectors in bytes, from its start.</summary>
/// <param name="Sectors">At least one; none is 0.</param>
public sealed record SlotShape(IReadOnlyList<long> Sectors)
{
    /// <summary>Size of the slot in bytes.</summary>
    public long Size => Sectors.Sum();

    /// <summary>A slot of equal sectors.</summary>
    /// <param name="size">Bytes; a multiple of the sector size.</param>
    /// <param name="sector">Bytes.</param>
    public static SlotShape Uniform(long size, long sector) => new([.. Enumerable.Repeat(sector, checked((int)(size / sector)))]);

    /// <summary>Where the sector ends in which an offset lies.</summary>
    /// <param name="offset">Below <see cref="Size"/>.</param>
    public long EndOfSectorAt(long offset)
    {
        long end = 0;
        foreach (long sector in Sectors)
        {
            end += sector;
            if (end > offset)
                break;
        }

        return end;
    }
}
