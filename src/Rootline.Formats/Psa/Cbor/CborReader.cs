using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Cbor;

/// <summary>
/// Reads the items of a CBOR document one after the other. Lengths are definite; numbers and lengths need not be in their shortest
/// form. After the first fault every read gives zeros and the fault stays, so that a parser checks once, before it uses anything.
/// Source: RFC 8949 3; psa-attestation section 2.
/// </summary>
/// <param name="source">The document.</param>
public ref struct CborReader(ReadOnlyMemory<byte> source)
{
    private const byte Indefinite = 31;
    private readonly ReadOnlyMemory<byte> _source = source;

    /// <summary>Offset of the next item.</summary>
    public int Position { get; private set; }

    /// <summary>The first fault, or null.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Whether nothing was wrong so far.</summary>
    public readonly bool Ok => Fault is null;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _source.Length - Position;

    /// <summary>Major type of the next item; <see cref="CborMajor.Simple"/> at the end.</summary>
    public readonly CborMajor Next => Remaining > 0 ? (CborMajor)(_source.Span[Position] >> 5) : CborMajor.Simple;

    /// <summary>Reads a whole item with everything in it, and checks that it is well-formed.</summary>
    public CborItem Item()
    {
        int start = Position;
        var (major, argument) = Head();
        int headLength = Position - start;
        Contents(major, argument);
        return Ok ? new(major, argument, _source[start..Position], headLength) : default;
    }

    /// <summary>Reads the head of an array.</summary>
    /// <returns>How many items follow; never more than there are bytes left.</returns>
    public int Array() => (int)Expect(CborMajor.Array, "an array");

    /// <summary>Reads the head of a map.</summary>
    /// <returns>How many pairs follow; never more than half the bytes left.</returns>
    public int Map() => (int)Expect(CborMajor.Map, "a map");

    /// <summary>Reads a tag; its item follows.</summary>
    public ulong Tag() => Expect(CborMajor.Tag, "a tag");

    /// <summary>Reads a byte string.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        int length = (int)Expect(CborMajor.Bytes, "a byte string");
        if (!Ok)
            return default;
        Position += length;
        return _source.Slice(Position - length, length);
    }

    /// <summary>Reads an integer.</summary>
    public long Whole()
    {
        int at = Position;
        if (Item().Whole is { } value)
            return value;
        Fail(CborFaults.Type, $"the item at offset {at} is not an integer of 64 bits");
        return 0;
    }

    /// <summary>Reads a text string.</summary>
    public string Text()
    {
        int at = Position;
        if (Item().Text is { } text)
            return text;
        Fail(CborFaults.Type, $"the item at offset {at} is not a text in UTF-8");
        return "";
    }

    /// <summary>Reads past an item.</summary>
    public void Skip() => Item();

    /// <summary>Says that nothing may follow.</summary>
    public void End()
    {
        if (Remaining > 0)
            Fail(CborFaults.Trailing, $"{Remaining} bytes after the end at offset {Position}");
    }

    /// <summary>Notes a fault, unless there is one.</summary>
    /// <param name="code">The kind.</param>
    /// <param name="what">What, where.</param>
    public void Fail(FaultCode code, string what) => Fault ??= code.Fault(what);

    private ulong Expect(CborMajor major, string what)
    {
        int at = Position;
        var (found, argument) = Head();
        if (Ok && found != major)
            Fail(CborFaults.Type, $"the item at offset {at} is not {what}");
        return Ok ? argument : 0;
    }

    // What an item contains, without recursion: how many items are open at each depth is all there is to know.
    private void Contents(CborMajor major, ulong argument)
    {
        Span<long> open = stackalloc long[CborLimits.Depth];
        int depth = 0;
        while (Ok)
        {
            long inside = ItemsIn(major, argument);
            if (inside > 0)
            {
                if (depth == CborLimits.Depth)
                {
                    Fail(CborFaults.Depth, $"more than {CborLimits.Depth} levels at offset {Position}");
                    return;
                }

                open[depth++] = inside;
            }
            else if (major is CborMajor.Bytes or CborMajor.Text)
            {
                Position += (int)argument;
            }

            while (depth > 0 && open[depth - 1] == 0)
                depth--;
            if (depth == 0)
                return;
            open[depth - 1]--;
            (major, argument) = Head();
        }
    }

    private static long ItemsIn(CborMajor major, ulong argument) => major switch
    {
        CborMajor.Array => (long)argument,
        CborMajor.Map => 2 * (long)argument,
        CborMajor.Tag => 1,
        _ => 0,
    };

    private (CborMajor Major, ulong Argument) Head()
    {
        if (!Ok)
            return default;
        if (Remaining == 0)
        {
            Fail(CborFaults.Truncated, $"the document ends at offset {Position}, where an item is due");
            return default;
        }

        int at = Position;
        byte first = _source.Span[Position++];
        var major = (CborMajor)(first >> 5);
        ulong argument = Argument(first & 31, at);
        if (Ok && major == CborMajor.Simple && first == 0xF8 && argument < 32)
            Fail(CborFaults.Malformed, $"the simple value at offset {at} is written in two bytes");
        if (Ok && !Fits(major, argument))
            Fail(CborFaults.Truncated, $"the item at offset {at} says more than the {Remaining} bytes behind it hold");
        return (major, argument);
    }

    private ulong Argument(int additional, int at)
    {
        if (additional < 24)
            return (ulong)additional;
        if (additional > 27)
        {
            Fail(additional == Indefinite ? CborFaults.Indefinite : CborFaults.Malformed, $"the item at offset {at} begins with {_source.Span[at]:x2}");
            return 0;
        }

        int length = 1 << (additional - 24);
        if (length > Remaining)
        {
            Fail(CborFaults.Truncated, $"the document ends inside the item at offset {at}");
            return 0;
        }

        var bytes = _source.Span.Slice(Position, length);
        Position += length;
        return length switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
    }

    // Every entry of an array has a byte at least, every pair of a map two: a larger count cannot be true.
    private readonly bool Fits(CborMajor major, ulong argument) => major switch
    {
        CborMajor.Bytes or CborMajor.Text or CborMajor.Array => argument <= (ulong)Remaining,
        CborMajor.Map => argument <= (ulong)Remaining / 2,
        _ => true,
    };
}
