using System.Buffers.Binary;

namespace Rootline.Formats.Mcuboot;

/// <summary>Byte order of all integers of an image. Devices are little-endian; MCUboot's signing tool can also make big-endian images.</summary>
public enum ImageByteOrder
{
    /// <summary>The usual order.</summary>
    Little,

    /// <summary>Made with the tool's option <c>-e big</c>.</summary>
    Big,
}

/// <summary>Integers in the order of an image.</summary>
internal static class ImageIntegers
{
    public static ushort U16(this ImageByteOrder order, ReadOnlySpan<byte> source) => order == ImageByteOrder.Big
        ? BinaryPrimitives.ReadUInt16BigEndian(source)
        : BinaryPrimitives.ReadUInt16LittleEndian(source);

    public static uint U32(this ImageByteOrder order, ReadOnlySpan<byte> source) => order == ImageByteOrder.Big
        ? BinaryPrimitives.ReadUInt32BigEndian(source)
        : BinaryPrimitives.ReadUInt32LittleEndian(source);

    public static void Write(this ImageByteOrder order, Span<byte> destination, ushort value)
    {
        if (order == ImageByteOrder.Big)
            BinaryPrimitives.WriteUInt16BigEndian(destination, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
    }

    public static void Write(this ImageByteOrder order, Span<byte> destination, uint value)
    {
        if (order == ImageByteOrder.Big)
            BinaryPrimitives.WriteUInt32BigEndian(destination, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(destination, value);
    }
}
