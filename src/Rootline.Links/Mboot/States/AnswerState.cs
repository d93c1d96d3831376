using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>
/// A response has been said and waits for its acknowledgement; nothing else is said before. A host may flush its own
/// acknowledgement away when it writes the next frame, so that frame counts as one.
/// </summary>
internal sealed class AnswerState : DeviceState
{
    private readonly DeviceLine _line;
    private readonly Frame _answer;
    private readonly Func<DeviceState> _next;
    private readonly bool _isLast;

    private AnswerState(DeviceLine line, ResponsePacket response, Func<DeviceState> next, bool isLast)
    {
        _line = line;
        _answer = Frame.Command(response.ToBytes());
        _next = next;
        _isLast = isLast;
        line.Say(_answer);
    }

    /// <summary>The response before a data phase.</summary>
    public static DeviceState First(DeviceLine line, ResponsePacket response, Func<DeviceState> next) => new AnswerState(line, response, next, isLast: false);

    /// <summary>The response that ends a command.</summary>
    public static DeviceState Last(DeviceLine line, CommandPacket command, ResponsePacket response) =>
        new AnswerState(
            line,
            response,
            () =>
            {
                line.Target.Answered(command);
                return new IdleState(line);
            },
            isLast: true);

    /// <summary>The generic response that ends a command.</summary>
    public static DeviceState Last(DeviceLine line, CommandPacket command, uint status) =>
        Last(line, command, ResponsePacket.Generic(status, command.Tag));

    public override DeviceState Take(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Ack:
                return _next();
            case FrameType.Nak:
                _line.Say(_answer);
                return this;
            case FrameType.Data when _isLast:
                // The host repeats its last piece because it heard neither acknowledgement nor answer.
                _line.Say(Frame.Ack);
                _line.Say(_answer);
                return this;
            case FrameType.Command or FrameType.Data or FrameType.Ping:
                return _next().Take(frame);
            default:
                return this;
        }
    }
}
