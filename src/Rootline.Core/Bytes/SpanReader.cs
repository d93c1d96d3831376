using System.Buffers.Binary;

namespace Rootline.Core.Bytes;

/// <summary>
/// Reads fields in wire order. A read past the end returns zeros and sets <see cref="Overrun"/>, so that a parser checks
/// once, before it uses anything.
/// </summary>
public ref struct SpanReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    /// <summary>Offset of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>True once a read went past the end.</summary>
    public bool Overrun { get; private set; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _source.Length - Position;

    /// <summary>Reads <paramref name="length"/> bytes; empty when there are not as many.</summary>
    /// <param name="length">Length in bytes.</param>
    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (length < 0 || length > Remaining)
        {
            Overrun = true;
            return default;
        }

        var slice = _source.Slice(Position, length);
        Position += length;
        return slice;
    }

    /// <summary>Reads one byte.</summary>
    public byte U8() => Bytes(1) is [var b] ? b : (byte)0;

    /// <summary>Reads a little-endian u16.</summary>
    public ushort U16Le() => Bytes(2) is { Length: 2 } b ? BinaryPrimitives.ReadUInt16LittleEndian(b) : (ushort)0;

    /// <summary>Reads a big-endian u16.</summary>
    public ushort U16Be() => Bytes(2) is { Length: 2 } b ? BinaryPrimitives.ReadUInt16BigEndian(b) : (ushort)0;

    /// <summary>Reads a little-endian u32.</summary>
    public uint U32Le() => Bytes(4) is { Length: 4 } b ? BinaryPrimitives.ReadUInt32LittleEndian(b) : 0;

    /// <summary>Reads a big-endian u32.</summary>
    public uint U32Be() => Bytes(4) is { Length: 4 } b ? BinaryPrimitives.ReadUInt32BigEndian(b) : 0;

    /// <summary>Reads a little-endian u64.</summary>
    public ulong U64Le() => Bytes(8) is { Length: 8 } b ? BinaryPrimitives.ReadUInt64LittleEndian(b) : 0;
}
