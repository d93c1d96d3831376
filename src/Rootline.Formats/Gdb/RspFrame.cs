namespace Rootline.Formats.Gdb;

/// <summary>
/// A packet on the wire: <c>$</c>, content, <c>#</c>, two hex digits of the sum of the bytes between them, modulo 256. In the content
/// <c>#</c>, <c>$</c>, <c>}</c> and <c>*</c> are written as <c>}</c> and the byte with bit 5 turned. Source: GDB manual, appendix E.1.
/// </summary>
public static class RspFrame
{
    /// <summary>Says that a packet came whole.</summary>
    public const byte Acknowledged = (byte)'+';

    /// <summary>Says that a packet came damaged.</summary>
    public const byte Refused = (byte)'-';

    /// <summary>Stops a target that runs; stands alone, outside packets.</summary>
    public const byte Interrupt = 3;

    internal const byte Start = (byte)'$';
    internal const byte NotificationStart = (byte)'%';
    internal const byte End = (byte)'#';
    internal const byte Escape = (byte)'}';
    internal const byte Repeat = (byte)'*';
    internal const byte Turn = 0x20;

    /// <summary>Frames a content.</summary>
    /// <param name="content">The content as it is meant, not escaped.</param>
    /// <returns>The bytes on the wire; whoever sends a secret wipes them.</returns>
    public static byte[] Write(ReadOnlySpan<byte> content)
    {
        int escaped = 0;
        foreach (byte b in content)
            escaped += MustEscape(b) ? 1 : 0;
        var frame = new byte[content.Length + escaped + 4];
        frame[0] = Start;
        int at = 1;
        byte sum = 0;
        foreach (byte b in content)
        {
            bool escape = MustEscape(b);
            if (escape)
                sum += frame[at++] = Escape;
            sum += frame[at++] = escape ? (byte)(b ^ Turn) : b;
        }

        frame[at++] = End;
        RspHex.Write([sum], frame.AsSpan(at));
        return frame;
    }

    private static bool MustEscape(byte b) => b is End or Start or Escape or Repeat;
}
