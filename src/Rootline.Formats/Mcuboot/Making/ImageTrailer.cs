namespace Rootline.Formats.Mcuboot.Making;

/// <summary>
/// The trailer as MCUboot's signing tool lays it out: its size counts against the slot, and its set bytes are the magic and, for a
/// confirmed image, image-ok. Source: mcuboot-image section 12.
/// </summary>
/// <param name="Slot">The slot.</param>
/// <param name="Order">Byte order of the image.</param>
/// <param name="ErasedValue">The flash's erased value.</param>
/// <param name="EncryptionTlvLength">Length of the encryption TLV's value; null when the image is not encrypted.</param>
/// <param name="SaveTlv">Whether the loader keeps that TLV instead of the content key.</param>
public sealed record ImageTrailer(ImageSlot Slot, ImageByteOrder Order, byte ErasedValue, int? EncryptionTlvLength, bool SaveTlv)
{
    /// <summary>Length of the magic in bytes.</summary>
    public const int MagicLength = 16;

    // The tool counts 16 for each of both content keys, also when they have 32 bytes.
    private const int CountedKeyLength = 16;
    private static readonly byte[] MagicOf8 = Convert.FromHexString("77c295f360d2ef7f3552500f2cb67980");
    private static readonly byte[] MagicTail = Convert.FromHexString("2de15d29410b8d77679c110f1f8a");

    /// <summary>Bytes of the trailer.</summary>
    public long Size
    {
        get
        {
            int unit = Slot.FieldSize;
            long magic = Up(MagicLength, unit);
            if (Slot.OverwriteOnly)
                return (2L * unit) + magic;
            long keys = EncryptionTlvLength is { } length ? 2L * Up(SaveTlv ? length : CountedKeyLength, unit) : 0;
            return (3L * Slot.MaxSectors * Slot.Align) + keys + (4L * unit) + magic;
        }
    }

    /// <summary>The bytes that are set or named, each with its offset in the slot, ascending.</summary>
    public IReadOnlyList<(long Offset, byte[] Bytes)> Fields
    {
        get
        {
            (long, byte[]) magic = (Slot.Size - (long)MagicLength, Magic(Slot.FieldSize, Order));
            if (Slot.OverwriteOnly || Slot.Padding is not (SlotPadding.Test or SlotPadding.Confirm))
                return [magic];
            var imageOk = new byte[Slot.FieldSize];
            imageOk.AsSpan().Fill(ErasedValue);
            if (Slot.Padding == SlotPadding.Confirm)
                imageOk[0] = 1;
            return [(Slot.Size - Up(MagicLength, Slot.FieldSize) - Slot.FieldSize, imageOk), magic];
        }
    }

    /// <summary>The magic.</summary>
    /// <param name="fieldSize">8, 16 or 32.</param>
    /// <param name="order">Byte order of the image.</param>
    public static byte[] Magic(int fieldSize, ImageByteOrder order = ImageByteOrder.Little)
    {
        if (fieldSize == 8)
            return (byte[])MagicOf8.Clone();
        var magic = new byte[MagicLength];
        order.Write(magic, (ushort)fieldSize);
        MagicTail.CopyTo(magic, 2);
        return magic;
    }

    /// <summary>Writes everything from the end of the image to the end of the slot.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="imageLength">Bytes of the image.</param>
    internal void Write(Stream output, long imageLength)
    {
        long position = imageLength;
        foreach (var (offset, bytes) in Fields)
        {
            Fill(output, offset - position, ErasedValue);
            output.Write(bytes);
            position = offset + bytes.Length;
        }
    }

    internal static void Fill(Stream output, long count, byte value)
    {
        Span<byte> block = stackalloc byte[1024];
        block.Fill(value);
        for (; count > 0; count -= block.Length)
            output.Write(block[..(int)Math.Min(count, block.Length)]);
    }

    private static long Up(long value, int unit) => (value + unit - 1) / unit * unit;
}
