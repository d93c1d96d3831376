using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>The device waits for a command or a ping.</summary>
internal sealed class IdleState(DeviceLine line) : DeviceState
{
    public override DeviceState Take(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Ping:
                line.Say(new PingResponse(PingResponse.Version130, 0).ToFrame());
                return this;
            case FrameType.Command:
                line.Say(Frame.Ack);
                return Execute(frame.Payload.Span);
            case FrameType.Data:
                // No data phase is open: the host has to be told, or it would go on.
                line.Say(Frame.Abort);
                return this;
            default:
                return this;
        }
    }

    private DeviceState Execute(ReadOnlySpan<byte> packet)
    {
        if (!CommandPacket.Parse(packet).Try(out var command, out _))
        {
            var tag = packet.IsEmpty ? default : (CommandTag)packet[0];
            return AnswerState.Last(line, new CommandPacket(tag, false), MbootStatus.InvalidArgument);
        }

        var reply = line.Target.Execute(command);
        return reply switch
        {
            { DataOut: { } data } => AnswerState.BeforeDataOut(line, command, reply.Response, data),
            { DataIn: { } length } => AnswerState.BeforeDataIn(line, command, reply.Response, length),
            { Response.Status: MbootStatus.Success } when ResetCommand.Is(command) => new ResetState(line, command, reply.Response),
            _ => AnswerState.Last(line, command, reply.Response),
        };
    }
}
