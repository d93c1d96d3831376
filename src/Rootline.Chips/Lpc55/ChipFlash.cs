using Rootline.Core.Bytes;
using Rootline.Core.Media;

namespace Rootline.Chips.Lpc55;

/// <summary>The chip's flash in pages. The one place that erases and programs it.</summary>
/// <param name="medium">The medium.</param>
public sealed class ChipFlash(FlashMedium medium)
{
    private readonly int _page = medium.Geometry.ProgramUnit;

    /// <summary>Reads; null when a word in the range is unreadable.</summary>
    /// <param name="address">Offset in the flash.</param>
    /// <param name="length">Length in bytes.</param>
    public byte[]? Read(int address, int length)
    {
        var bytes = new byte[length];
        return medium.TryRead(address, bytes) ? bytes : null;
    }

    /// <summary>True when every byte of the range reads as erased.</summary>
    /// <param name="address">Offset in the flash.</param>
    /// <param name="length">Length in bytes.</param>
    public bool IsErased(int address, int length) =>
        Read(address, length) is { } bytes && bytes.AsSpan().IndexOfAnyExcept(medium.Geometry.ErasedValue) < 0;

    /// <summary>Erases the pages of a range.</summary>
    /// <param name="address">A multiple of the page length.</param>
    /// <param name="length">Rounded up to whole pages.</param>
    public void Erase(int address, int length)
    {
        for (int offset = 0; offset < length; offset += _page)
            medium.EraseSector(address + offset);
    }

    /// <summary>Programs erased pages; the rest of the last page is filled with the erased value.</summary>
    /// <param name="address">A multiple of the page length.</param>
    /// <param name="data">The bytes.</param>
    public void Program(int address, ReadOnlySpan<byte> data)
    {
        var padded = new byte[Alignment.Up(data.Length, _page)];
        padded.AsSpan(data.Length).Fill(medium.Geometry.ErasedValue);
        data.CopyTo(padded);
        for (int offset = 0; offset < padded.Length; offset += _page)
            medium.Program(address + offset, padded.AsSpan(offset, _page));
    }

    /// <summary>Erases and programs the pages of a range.</summary>
    /// <param name="address">A multiple of the page length.</param>
    /// <param name="data">The bytes.</param>
    public void Rewrite(int address, ReadOnlySpan<byte> data)
    {
        Erase(address, data.Length);
        Program(address, data);
    }
}
