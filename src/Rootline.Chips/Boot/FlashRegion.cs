using Rootline.Core.Bytes;
using Rootline.Core.Media;

namespace Rootline.Chips.Boot;

/// <summary>A part of a flash: a slot, a copy of one-time memory, the boot code. The one place of the boot path that erases and programs.</summary>
/// <param name="flash">The flash.</param>
/// <param name="range">Where the part lies: whole sectors.</param>
public sealed class FlashRegion(FlashMedium flash, FlashRange range)
{
    private const int Block = 1024;

    /// <summary>Offset in the flash.</summary>
    public int Start => range.Start;

    /// <summary>Length in bytes.</summary>
    public int Length => range.Length;

    /// <summary>The flash's shape.</summary>
    public FlashGeometry Geometry => flash.Geometry;

    /// <summary>Reads.</summary>
    /// <param name="offset">Offset in the region.</param>
    /// <param name="destination">Filled completely when the result is true; else zeros.</param>
    /// <returns>False past the end, and where a word cannot be read.</returns>
    public bool TryRead(int offset, Span<byte> destination)
    {
        destination.Clear();
        return offset >= 0 && (long)offset + destination.Length <= Length && flash.TryRead(Start + offset, destination);
    }

    /// <summary>Whether every byte reads as erased.</summary>
    /// <param name="offset">Offset in the region.</param>
    /// <param name="length">Length in bytes.</param>
    public bool IsErased(int offset, int length)
    {
        var bytes = new byte[length];
        return TryRead(offset, bytes) && bytes.AsSpan().IndexOfAnyExcept(Geometry.ErasedValue) < 0;
    }

    /// <summary>Erases the sectors of a part.</summary>
    /// <param name="offset">A sector's first byte.</param>
    /// <param name="length">Rounded up to whole sectors.</param>
    public void Erase(int offset, int length)
    {
        for (int sector = offset; sector < offset + length; sector += Geometry.SectorSize)
            flash.EraseSector(Start + sector);
    }

    /// <summary>Programs erased bytes in blocks; the rest of the last unit is filled with the erased value.</summary>
    /// <param name="offset">A multiple of the program unit.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="block">Bytes of one operation, at the most; at least one unit is programmed.</param>
    public void Program(int offset, ReadOnlySpan<byte> data, int block = Block)
    {
        var padded = new byte[Alignment.Up(data.Length, Geometry.ProgramUnit)];
        padded.AsSpan(data.Length).Fill(Geometry.ErasedValue);
        data.CopyTo(padded);
        int step = Math.Max(block, Geometry.ProgramUnit);
        for (int at = 0; at < padded.Length; at += step)
            flash.Program(Start + offset + at, padded.AsSpan(at, Math.Min(step, padded.Length - at)));
    }
}
