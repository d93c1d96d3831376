using Rootline.Core.Bytes;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Fuzz;

/// <summary>
/// A conversation as the fuzzer writes it: pieces of kind u8, length u16, bytes. Most kinds are frames whose checksum is made
/// good, since the fuzzer would never guess one.
/// </summary>
internal static class FrameScript
{
    private const int Kinds = 8;

    /// <summary>The pieces as bytes on the wire.</summary>
    /// <param name="script">The fuzzer's input; a piece that is cut short ends it.</param>
    public static IEnumerable<byte[]> Pieces(byte[] script)
    {
        for (int offset = 0; offset + 3 <= script.Length;)
        {
            var reader = new SpanReader(script.AsSpan(offset));
            int kind = reader.U8() % Kinds;
            int length = Math.Min((int)reader.U16Le(), reader.Remaining);
            yield return Piece(kind, script.AsMemory(offset + 3, length));
            offset += 3 + length;
        }
    }

    /// <summary>Writes a script of frames with content, each with an acknowledgement before it when it answers something.</summary>
    /// <param name="frames">The frames.</param>
    public static byte[] Of(params IEnumerable<Frame> frames) => [.. frames.SelectMany(Entry)];

    private static byte[] Entry(Frame frame)
    {
        byte kind = frame.Type switch { FrameType.Command => 0, FrameType.Data => 1, FrameType.Ack => 2, FrameType.Nak => 3, FrameType.Abort => 4, FrameType.Ping => 5, _ => 6 };
        return [kind, (byte)frame.Payload.Length, (byte)(frame.Payload.Length >> 8), .. frame.Payload.Span];
    }

    private static byte[] Piece(int kind, ReadOnlyMemory<byte> content) => kind switch
    {
        0 => Frame.Command(content).ToBytes(),
        1 => Frame.Data(content).ToBytes(),
        2 => Frame.Ack.ToBytes(),
        3 => Frame.Nak.ToBytes(),
        4 => Frame.Abort.ToBytes(),
        5 => Frame.Ping.ToBytes(),
        6 when content.Length >= 6 => new Frame(FrameType.PingResponse, content[..6]).ToBytes(),
        _ => content.ToArray(),
    };
}
