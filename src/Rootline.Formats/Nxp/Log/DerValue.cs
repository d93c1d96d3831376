namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// One value of DER (X.690 8.1 and 10.1) without a copy of it: a verifier walks hundreds of thousands of certificates. Tags of
/// more than one byte are refused, since no certificate has one.
/// </summary>
internal readonly ref struct DerValue
{
    /// <summary>BOOLEAN.</summary>
    public const byte Boolean = 0x01;

    /// <summary>INTEGER.</summary>
    public const byte Integer = 0x02;

    /// <summary>BIT STRING.</summary>
    public const byte BitString = 0x03;

    /// <summary>NULL.</summary>
    public const byte Null = 0x05;

    /// <summary>OBJECT IDENTIFIER.</summary>
    public const byte ObjectIdentifier = 0x06;

    /// <summary>SEQUENCE.</summary>
    public const byte Sequence = 0x30;

    private const byte ManyByteTag = 0x1F;
    private const byte ConstructedBit = 0x20;

    private DerValue(ReadOnlySpan<byte> encoded, int headerLength)
    {
        Encoded = encoded;
        Content = encoded[headerLength..];
    }

    /// <summary>The whole value: tag, length, content.</summary>
    public ReadOnlySpan<byte> Encoded { get; }

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>The tag byte.</summary>
    public byte Tag => Encoded[0];

    /// <summary>Whether the content is itself made of values.</summary>
    public bool IsConstructed => (Tag & ConstructedBit) != 0;

    /// <summary>Takes the first value off a span.</summary>
    /// <param name="rest">The span; what follows the value when the result is true.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when there is no value with the shortest form of its length.</returns>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out DerValue value)
    {
        value = default;
        if (rest.Length < 2 || (rest[0] & ManyByteTag) == ManyByteTag || !TryLength(rest[1..], out int length, out int lengthBytes))
            return false;
        int header = 1 + lengthBytes;
        if (length > rest.Length - header)
            return false;
        value = new(rest[..(header + length)], header);
        rest = rest[(header + length)..];
        return true;
    }

    /// <summary>Takes the first value off a span when it has a certain tag.</summary>
    /// <param name="rest">The span; what follows the value when the result is true.</param>
    /// <param name="tag">The tag byte.</param>
    /// <param name="value">The value.</param>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> rest, byte tag, out DerValue value) =>
        TryTake(ref rest, out value) && value.Tag == tag;

    /// <summary>Whether the content has the one canonical form of its type, for the types where that can be said.</summary>
    public bool IsCanonical() => Tag switch
    {
        Boolean => Content is [0x00] or [0xFF],
        Integer => Content.Length == 1 || Content is [not (0x00 or 0xFF), ..] || Content is [0x00, >= 0x80, ..] || Content is [0xFF, < 0x80, ..],
        Null => Content.IsEmpty,
        ObjectIdentifier => IsCanonicalIdentifier(Content),
        _ => true,
    };

    // Each number begins with a byte other than 80 and ends with one below 80.
    private static bool IsCanonicalIdentifier(ReadOnlySpan<byte> content)
    {
        bool begins = true;
        foreach (byte b in content)
        {
            if (begins && b == 0x80)
                return false;
            begins = b < 0x80;
        }

        return content.Length > 0 && begins;
    }

    private static bool TryLength(ReadOnlySpan<byte> bytes, out int length, out int used)
    {
        (length, used) = (bytes[0], 1);
        if (length < 0x80)
            return true;
        // No column holds more than 64 KiB: three bytes of length are more than enough, and cannot overflow.
        int count = length & 0x7F;
        length = 0;
        if (count is 0 or > 3 || bytes.Length <= count || bytes[1] == 0)
            return false;
        foreach (byte b in bytes.Slice(1, count))
            length = (length << 8) | b;
        used = 1 + count;
        return length >= 0x80;
    }
}
