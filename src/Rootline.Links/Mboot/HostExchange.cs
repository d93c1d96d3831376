using System.Globalization;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>Whole commands with their data phases, from the first frame to the acknowledged last response.</summary>
internal sealed class HostExchange(IHostCarrier line)
{
    /// <summary>More than any target announces of its own: key stores and resources are smaller.</summary>
    private const uint MaxAnnounced = 0x10000;

    /// <summary>Sends a command and returns its response, whatever its status.</summary>
    public ResponsePacket Ask(CommandPacket command, bool asksAgain = true)
    {
        line.Clear();
        if (!line.Send(Frame.Command(command.ToBytes()), SafeRepetition.Allows(command)))
            throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} was answered by the end of a data phase");
        return Response(line.Receive(asksAgain), command);
    }

    /// <summary>Sends a command and returns its response, which must say success.</summary>
    public ResponsePacket Demand(CommandPacket command, bool asksAgain = true) => Accepted(Ask(command, asksAgain), command);

    /// <summary>Sends a command with its data.</summary>
    public void SendData(CommandPacket command, ReadOnlyMemory<byte> data, int packetSize, Action<int>? sent = null)
    {
        Demand(command);
        int offset = 0;
        bool goesOn = true;
        while (offset < data.Length && goesOn)
        {
            int length = Math.Min(packetSize, data.Length - offset);
            bool isLast = offset + length == data.Length;
            goesOn = line.Send(Frame.Data(data.Slice(offset, length)), isLast && SafeRepetition.Allows(command));
            offset += goesOn ? length : 0;
            if (goesOn)
                sent?.Invoke(offset);
            goesOn &= isLast || !line.HasEarlyFrame;
        }

        var end = Accepted(Response(line.Receive(), command), command);
        if (!goesOn)
            throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} ended after {offset} of {data.Length} bytes with status {end.Status}");
    }

    /// <summary>Sends a command whose response announces data, and returns them.</summary>
    /// <param name="command">The command.</param>
    /// <param name="announces">The tag of the response.</param>
    /// <param name="length">How many bytes were asked for; null where the target decides.</param>
    public byte[] ReceiveData(CommandPacket command, ResponseTag announces, int? length)
    {
        var response = Demand(command);
        if (!DataResponse.Parse(response).Try(out var announced, out _) || announced.Tag != announces
            || announced.ByteCount != (length is { } asked ? (uint)asked : Math.Min(announced.ByteCount, MaxAnnounced)))
            throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} of {length} bytes was answered with {response.Tag} {string.Join(' ', response.Parameters)}");
        return Pieces(command, response, new byte[announced.ByteCount]);
    }

    private byte[] Pieces(CommandPacket command, ResponsePacket announcement, byte[] data)
    {
        int count = 0;
        bool aborted = false;
        ReadOnlyMemory<byte> last = default;
        while (true)
        {
            var frame = line.Receive();
            bool isPacket = frame is { Type: FrameType.Command, Payload.IsEmpty: false };
            if (isPacket && count == 0 && IsAgain(frame, announcement))
            {
                line.Acknowledge();
                continue;
            }

            if (isPacket)
                return Finish(frame, command, data, count);
            if (aborted)
                throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} goes on after it was broken off");
            aborted = frame.Type == FrameType.Abort || frame.Payload.IsEmpty;
            if (frame.Type == FrameType.Abort)
                continue;
            line.Acknowledge();

            // The target repeats a piece whose acknowledgement was lost. If it was another piece that looks the same after all,
            // the count shows it in the end.
            if (line.MayBeRepetition && frame.Payload.Span.SequenceEqual(last.Span))
                continue;
            if (frame.Payload.Length > data.Length - count)
                throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} of {data.Length} bytes was answered with more");
            frame.Payload.CopyTo(data.AsMemory(count));
            count += frame.Payload.Length;
            last = frame.Payload;
        }
    }

    private static bool IsAgain(Frame frame, ResponsePacket announcement) => frame.Payload.Span.SequenceEqual(announcement.ToBytes());

    private byte[] Finish(Frame frame, CommandPacket command, byte[] data, int count)
    {
        Accepted(Response(frame, command), command);
        return count == data.Length
            ? data
            : throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} ended after {count} of {data.Length} bytes");
    }

    private ResponsePacket Response(Frame frame, CommandPacket command)
    {
        if (frame.Type != FrameType.Command)
            throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} was answered with a {frame.Type} frame");
        line.Acknowledge();
        var response = ResponsePacket.Parse(frame.Payload.Span).OrThrow(line.Name);
        if (response.Tag == ResponseTag.Generic && !response.Ends(command.Tag))
            throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} got the answer of another command");
        return response;
    }

    private ResponsePacket Accepted(ResponsePacket response, CommandPacket command) => response.Status == MbootStatus.Success
        ? response
        : throw MbootLinkFaults.Refused.Exception(
            $"{line.Name}: {command.Tag}: {MbootStatus.Text(response.Status).TrimEnd('.')}",
            vendorCode: response.Status.ToString(CultureInfo.InvariantCulture));
}
