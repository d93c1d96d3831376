using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>
/// Header of an image: 32 bytes of fields; padding up to <see cref="HeaderSize"/> follows. Source: mcuboot-image section 2.
/// </summary>
public sealed record ImageHeader
{
    /// <summary>Length of the fields in bytes, without padding.</summary>
    public const int Length = 32;

    /// <summary>The first word.</summary>
    public const uint Magic = 0x96F3B83D;

    /// <summary>RAM load address, or with <see cref="ImageFlags.RomFixed"/> the flash address that the image was linked for, else 0.</summary>
    public uint LoadAddress { get; init; }

    /// <summary>Bytes before the payload, padding included.</summary>
    public required ushort HeaderSize { get; init; }

    /// <summary>Bytes of the protected area with its info header; 0 when there is none.</summary>
    public ushort ProtectedSize { get; init; }

    /// <summary>Bytes of the payload, the padding of an encryption included.</summary>
    public required uint ImageSize { get; init; }

    /// <summary>Flags.</summary>
    public ImageFlags Flags { get; init; }

    /// <summary>Version.</summary>
    public ImageVersion Version { get; init; }

    /// <summary>The last word: 0 from the signing tool, not looked at by the loader, but hashed.</summary>
    public uint Pad { get; init; }

    /// <summary>How many bytes the image digest covers: header, payload and protected area.</summary>
    public long HashedSize => HeaderSize + (long)ImageSize + ProtectedSize;

    /// <summary>Where the first TLV area begins.</summary>
    public long TlvOffset => HeaderSize + (long)ImageSize;

    /// <summary>Reads the fields and demands what no loader can do without: magic, a header of at least 32 bytes, sizes within 32 bits.</summary>
    /// <param name="source">The beginning of the image, at least 32 bytes.</param>
    /// <param name="order">Byte order of the image.</param>
    public static Parsed<ImageHeader> Parse(ReadOnlySpan<byte> source, ImageByteOrder order = ImageByteOrder.Little)
    {
        if (source.Length < Length)
            return ImageFaults.Header.Fault($"a header has {Length} bytes, this is {source.Length}");
        uint magic = order.U32(source);
        if (magic != Magic)
            return ImageFaults.Header.Fault($"the magic is 0x{magic:x8}, not 0x{Magic:x8}");
        var header = ReadFields(source, order);
        if (header.HeaderSize < Length)
            return ImageFaults.Header.Fault($"the header says that it has {header.HeaderSize} bytes; the least is {Length}");
        if (header.HashedSize > uint.MaxValue)
            return ImageFaults.Header.Fault("the sizes in the header are more than 32 bits together");
        return header;
    }

    /// <summary>Reads the fields after the magic and judges nothing: for showing what is there.</summary>
    /// <param name="source">At least 32 bytes.</param>
    /// <param name="order">Byte order of the image.</param>
    public static ImageHeader ReadFields(ReadOnlySpan<byte> source, ImageByteOrder order) => new()
    {
        LoadAddress = order.U32(source[4..]),
        HeaderSize = order.U16(source[8..]),
        ProtectedSize = order.U16(source[10..]),
        ImageSize = order.U32(source[12..]),
        Flags = (ImageFlags)order.U32(source[16..]),
        Version = ImageVersion.Read(source[20..], order),
        Pad = order.U32(source[28..]),
    };

    /// <summary>The byte order that the magic tells, or null when it is no image.</summary>
    /// <param name="source">The beginning of the image.</param>
    public static ImageByteOrder? OrderOf(ReadOnlySpan<byte> source) => source switch
    {
        [0x3D, 0xB8, 0xF3, 0x96, ..] => ImageByteOrder.Little,
        [0x96, 0xF3, 0xB8, 0x3D, ..] => ImageByteOrder.Big,
        _ => null,
    };

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="destination">At least 32 bytes.</param>
    /// <param name="order">Byte order of the image.</param>
    public void Write(Span<byte> destination, ImageByteOrder order = ImageByteOrder.Little)
    {
        order.Write(destination, Magic);
        order.Write(destination[4..], LoadAddress);
        order.Write(destination[8..], HeaderSize);
        order.Write(destination[10..], ProtectedSize);
        order.Write(destination[12..], ImageSize);
        order.Write(destination[16..], (uint)Flags);
        Version.Write(destination[20..], order);
        order.Write(destination[28..], Pad);
    }
}
