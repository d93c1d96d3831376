using System.Buffers.Binary;

namespace Rootline.Core.Bytes;

/// <summary>Writes fields in wire order into a destination of known size, for example the span of a secret.</summary>
public ref struct SpanWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Position { get; private set; }

    /// <summary>Reserves <paramref name="length"/> bytes to be filled by the caller.</summary>
    /// <param name="length">Length in bytes.</param>
    public Span<byte> Reserve(int length)
    {
        var slice = _destination.Slice(Position, length);
        Position += length;
        return slice;
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Bytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Writes zero bytes.</summary>
    /// <param name="count">How many.</param>
    public void Zeros(int count) => Reserve(count).Clear();

    /// <summary>Writes one byte.</summary>
    /// <param name="value">The byte.</param>
    public void U8(byte value) => Reserve(1)[0] = value;

    /// <summary>Writes a little-endian u16.</summary>
    /// <param name="value">The value.</param>
    public void U16Le(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    /// <summary>Writes a big-endian u16.</summary>
    /// <param name="value">The value.</param>
    public void U16Be(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), value);

    /// <summary>Writes a little-endian u32.</summary>
    /// <param name="value">The value.</param>
    public void U32Le(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    /// <summary>Writes a big-endian u32.</summary>
    /// <param name="value">The value.</param>
    public void U32Be(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    /// <summary>Writes a little-endian u64.</summary>
    /// <param name="value">The value.</param>
    public void U64Le(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
}
