using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>The device takes the data that a command announced.</summary>
internal sealed class DataInState : DeviceState
{
    private readonly DeviceLine _line;
    private readonly CommandPacket _command;
    private uint _left;

    private DataInState(DeviceLine line, CommandPacket command, uint length) => (_line, _command, _left) = (line, command, length);

    public static DeviceState Begin(DeviceLine line, CommandPacket command, uint length) => length == 0
        ? AnswerState.Last(line, command, line.Target.EndData())
        : new DataInState(line, command, length);

    public override DeviceState Take(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Data when !frame.Payload.IsEmpty:
                return TakeData(frame.Payload.Span);
            case FrameType.Data:
                _line.Say(Frame.Ack);
                return Abandon(MbootStatus.AbortDataPhase);
            case FrameType.Abort:
                return Abandon(MbootStatus.AbortDataPhase);
            case FrameType.Command or FrameType.Ping:
                _line.Target.AbandonData();
                return new IdleState(_line).Take(frame);
            default:
                return this;
        }
    }

    private DeviceState TakeData(ReadOnlySpan<byte> data)
    {
        if (data.Length > _left)
        {
            // More than announced: most likely a piece that was repeated because its acknowledgement was lost.
            _line.Say(Frame.Abort);
            return Abandon(MbootStatus.AbortDataPhase);
        }

        var progress = _line.Target.TakeData(data);
        if (!progress.GoesOn)
        {
            _line.Say(Frame.Abort);
            return AnswerState.Last(_line, _command, progress.Status);
        }

        _left -= (uint)data.Length;
        _line.Say(Frame.Ack);
        return _left == 0 ? AnswerState.Last(_line, _command, _line.Target.EndData()) : this;
    }

    private DeviceState Abandon(uint status)
    {
        _line.Target.AbandonData();
        return AnswerState.Last(_line, _command, status);
    }
}
