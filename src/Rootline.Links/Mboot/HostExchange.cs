using System.Globalization;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>Whole commands with their data phases, from the first frame to the acknowledged last response.</summary>
internal sealed class HostExchange(HostLine line)
{
    /// <summary>Sends a command and returns its response, whatever its status.</summary>
    public ResponsePacket Ask(CommandPacket command, bool repeatsOnSilence = true)
    {
        line.Clear();
        if (!line.Send(Frame.Command(command.ToBytes()), repeatsOnSilence))
            throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} was answered by the end of a data phase");
        return Response(line.Receive(), command);
    }

    /// <summary>Sends a command and returns its response, which must say success.</summary>
    public ResponsePacket Demand(CommandPacket command, bool repeatsOnSilence = true) =>
        Accepted(Ask(command, repeatsOnSilence), command);

    /// <summary>Sends a command with its data.</summary>
    public void SendData(CommandPacket command, ReadOnlyMemory<byte> data, int packetSize, Action<int>? sent = null)
    {
        Demand(command);
        int offset = 0;
        bool goesOn = true;
        while (offset < data.Length && goesOn)
        {
            int length = Math.Min(packetSize, data.Length - offset);
            goesOn = line.Send(Frame.Data(data.Slice(offset, length)));
            offset += goesOn ? length : 0;
            if (goesOn)
                sent?.Invoke(offset);
            goesOn &= !line.HasEarlyFrame || offset == data.Length;
        }

        var end = Accepted(Response(line.Receive(), command), command);
        if (!goesOn)
            throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} ended after {offset} of {data.Length} bytes with status {end.Status}");
    }

    /// <summary>Sends a command whose response announces data, and returns them.</summary>
    public byte[] ReceiveData(CommandPacket command, int length)
    {
        var response = Demand(command);
        if (response.Tag != ResponseTag.ReadMemory || response.Parameters.Length != 2 || response.Parameters[1] != length)
            throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} of {length} bytes was answered with {response.Tag}");
        var data = new byte[length];
        int count = 0;
        bool aborted = false;
        while (true)
        {
            // The target may wait for an acknowledgement that was lost: saying it again harms nobody.
            var frame = line.Receive(onSilence: Frame.Ack);
            if (frame.Type == FrameType.Command)
                return Finish(frame, command, data, count);
            if (aborted)
                throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} goes on after it was broken off");
            aborted = frame.Type == FrameType.Abort || frame.Payload.IsEmpty;
            if (frame.Type == FrameType.Abort)
                continue;
            line.Acknowledge();
            if (frame.Payload.Length > length - count)
                throw MbootLinkFaults.OutOfStep.Exception($"{line.Name}: {command.Tag} of {length} bytes was answered with more");
            frame.Payload.CopyTo(data.AsMemory(count));
            count += frame.Payload.Length;
        }
    }

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
