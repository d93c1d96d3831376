using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Rootline.Formats.Psa.Cbor;

/// <summary>
/// Writes CBOR items in the preferred form: shortest arguments, definite lengths, keys in the order of writing. Source: RFC 8949 4.1.
/// </summary>
public sealed class CborWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What was written.</summary>
    public byte[] ToBytes() => _buffer.WrittenSpan.ToArray();

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The number.</param>
    public CborWriter Whole(long value) => value < 0 ? Head(CborMajor.Negative, (ulong)(-1 - value)) : Head(CborMajor.Natural, (ulong)value);

    /// <summary>Writes a byte string.</summary>
    /// <param name="value">The bytes.</param>
    public CborWriter Bytes(ReadOnlySpan<byte> value) => Head(CborMajor.Bytes, (ulong)value.Length).Raw(value);

    /// <summary>Writes a text string.</summary>
    /// <param name="value">The text.</param>
    public CborWriter Text(string value)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(value);
        return Head(CborMajor.Text, (ulong)utf8.Length).Raw(utf8);
    }

    /// <summary>Begins an array; its items follow.</summary>
    /// <param name="count">How many.</param>
    public CborWriter Array(int count) => Head(CborMajor.Array, (ulong)count);

    /// <summary>Begins a map; keys and values follow in turns.</summary>
    /// <param name="count">How many pairs.</param>
    public CborWriter Map(int count) => Head(CborMajor.Map, (ulong)count);

    /// <summary>Writes a tag; its item follows.</summary>
    /// <param name="tag">The number.</param>
    public CborWriter Tag(ulong tag) => Head(CborMajor.Tag, tag);

    /// <summary>Writes items that are encoded already.</summary>
    /// <param name="encoded">Their bytes.</param>
    public CborWriter Raw(ReadOnlySpan<byte> encoded)
    {
        _buffer.Write(encoded);
        return this;
    }

    private CborWriter Head(CborMajor major, ulong argument)
    {
        int length = argument switch { < 24 => 0, <= byte.MaxValue => 1, <= ushort.MaxValue => 2, <= uint.MaxValue => 4, _ => 8 };
        byte additional = length switch { 0 => (byte)argument, 1 => 24, 2 => 25, 4 => 26, _ => 27 };
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = (byte)(((int)major << 5) | additional);
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(wide, argument);
        wide[^length..].CopyTo(bytes[1..]);
        return Raw(bytes[..(1 + length)]);
    }
}
