namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>The fields at the end of a padded image or a slot. Source: mcuboot-boot-and-update section 2.</summary>
/// <param name="Align">Bytes that each field occupies; null when the last bytes are no magic.</param>
/// <param name="ImageOk">Image ok; 1 is set.</param>
/// <param name="CopyDone">Copy done; 1 is set.</param>
/// <param name="SwapInfo">Swap type and image number.</param>
/// <param name="SwapSize">Swap size; all ones where it was never written.</param>
public sealed record TrailerState(int? Align, byte ImageOk, byte CopyDone, byte SwapInfo, uint SwapSize)
{
    /// <summary>Length of the magic in bytes.</summary>
    public const int MagicLength = 16;

    /// <summary>The most bytes at the end of a file that are looked at: the magic in its block and four fields of 32 bytes.</summary>
    public const int MaxLength = 5 * 32;

    private const int EightByteFields = 8;

    private static ReadOnlySpan<byte> Magic => [0x77, 0xc2, 0x95, 0xf3, 0x60, 0xd2, 0xef, 0x7f, 0x35, 0x52, 0x50, 0x0f, 0x2c, 0xb6, 0x79, 0x80];

    private static ReadOnlySpan<byte> MagicOfWide => [0x2d, 0xe1, 0x5d, 0x29, 0x41, 0x0b, 0x8d, 0x77, 0x67, 0x9c, 0x11, 0x0f, 0x1f, 0x8a];

    /// <summary>Reads the end of a file.</summary>
    /// <param name="end">Its last bytes, up to <see cref="MaxLength"/>.</param>
    /// <param name="order">Byte order of the image.</param>
    /// <returns>The state, without fields when there is no magic; null when the file has no room for the fields that its magic promises.</returns>
    public static TrailerState? Read(ReadOnlySpan<byte> end, ImageByteOrder order)
    {
        if (AlignOf(end, order) is not { } align)
            return new(null, 0, 0, 0, 0);
        int ok = end.Length - Math.Max(align, MagicLength) - align;
        int size = ok - (3 * align);
        return size < 0 ? null : new(align, end[ok], end[ok - align], end[ok - (2 * align)], order.U32(end[size..]));
    }

    private static int? AlignOf(ReadOnlySpan<byte> end, ImageByteOrder order)
    {
        if (end.Length < MagicLength)
            return null;
        var magic = end[^MagicLength..];
        if (magic.SequenceEqual(Magic))
            return EightByteFields;
        return magic[2..].SequenceEqual(MagicOfWide) && order.U16(magic) is 16 or 32 ? order.U16(magic) : null;
    }
}
