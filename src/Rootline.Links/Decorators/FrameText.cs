using System.Globalization;
using System.Text;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Decorators;

/// <summary>
/// A frame in words for a trace. What is data, or could be (data frames, patterns, words of fuses and keys), is told as a
/// length: a trace never holds a byte of a secret.
/// </summary>
public static class FrameText
{
    /// <summary>The frame in words.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="direction">Its direction, which tells a command from a response.</param>
    public static string Of(Frame frame, WireDirection direction) => frame.Type switch
    {
        FrameType.Command when direction == WireDirection.ToDevice => Command(frame.Payload.Span),
        FrameType.Command => Response(frame.Payload.Span),
        FrameType.Data => $"data, {Bytes(frame.Payload.Length)}",
        FrameType.PingResponse => "ping response",
        _ => Words(frame.Type.ToString()),
    };

    private static string Command(ReadOnlySpan<byte> payload)
    {
        if (!CommandPacket.Parse(payload).Try(out var command, out _))
            return $"malformed command, {Bytes(payload.Length)}";
        string name = NameOf(command.Tag);
        return command.Parameters switch
        {
            [var address, var length, ..] when command.Tag is CommandTag.ReadMemory or CommandTag.WriteMemory or CommandTag.FlashEraseRegion or CommandTag.FillMemory =>
                $"{name} 0x{address:x8}, {Bytes(length)}",
            [var length, ..] when command.Tag is CommandTag.ReceiveSbFile => $"{name}, {Bytes(length)}",
            [var property, ..] when command.Tag is CommandTag.GetProperty or CommandTag.SetProperty => $"{name} {PropertyOf(property)}",
            [] => name,
            { Length: var count } => $"{name}, {Count(count, "parameter")}",
        };
    }

    private static string Response(ReadOnlySpan<byte> payload)
    {
        if (!ResponsePacket.Parse(payload).Try(out var response, out _))
            return $"malformed response, {Bytes(payload.Length)}";
        string status = $"status {response.Status.ToString(CultureInfo.InvariantCulture)}";
        return response switch
        {
            { Tag: ResponseTag.Generic, Parameters: [_, var command] } => $"response to {NameOf((CommandTag)command)}, {status}",
            { Tag: ResponseTag.ReadMemory, Parameters: [_, var length] } => $"response read-memory, {status}, {Bytes(length)} follow",
            { Values.Length: 0 } => $"response {NameOf(response.Tag)}, {status}",
            _ => $"response {NameOf(response.Tag)}, {status}, {Count(response.Values.Length, "value")}",
        };
    }

    private static string NameOf(CommandTag tag) => Enum.IsDefined(tag) ? Words(tag.ToString()) : $"command 0x{(byte)tag:x2}";

    private static string NameOf(ResponseTag tag) => Enum.IsDefined(tag) ? Words(tag.ToString()) : $"0x{(byte)tag:x2}";

    private static string PropertyOf(uint property) =>
        Enum.IsDefined((PropertyTag)property) ? Words(((PropertyTag)property).ToString()) : $"0x{property:x}";

    private static string Bytes(long length) => Count(length, "byte");

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    // ReadMemory -> read-memory.
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && words.Length > 0)
                words.Append('-');
            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
