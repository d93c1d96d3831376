using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>The device takes the data that a command announced.</summary>
internal sealed class DataInState : DeviceState
{
    private readonly DeviceLine _line;
    private readonly CommandPacket _command;
    private uint _left;

    private DataInState(DeviceLine line, CommandPacket command, uint length) => (_line, _command, _left) = (line, command, length);

    public override TimeSpan? Patience => MbootDevice.DataTimeout;

    public override bool ExpectsData => true;

    public static DeviceState Begin(DeviceLine line, CommandPacket command, uint length) => length == 0
        ? AnswerState.Last(line, command, line.Target.EndData())
        : new DataInState(line, command, length);

    /// <summary>The host broke the data phase off.</summary>
    public static DeviceState Abandon(DeviceLine line, CommandPacket command)
    {
        line.Target.AbandonData();
        return AnswerState.Last(line, command, MbootStatus.AbortDataPhase);
    }

    /// <summary>The host is gone.</summary>
    public static DeviceState Forget(DeviceLine line)
    {
        line.Target.AbandonData();
        return new IdleState(line);
    }

    public override DeviceState Take(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Data when !frame.Payload.IsEmpty:
                return TakeData(frame.Payload);
            case FrameType.Data:
                _line.Say(Frame.Ack);
                return Abandon(_line, _command);
            case FrameType.Abort:
                return Abandon(_line, _command);
            case FrameType.Command or FrameType.Ping:
                return Forget(_line).Take(frame);
            default:
                return this;
        }
    }

    public override DeviceState HearNothing() => Forget(_line);

    private DeviceState TakeData(ReadOnlyMemory<byte> data)
    {
        if (data.Length > _left)
        {
            // More than announced: most likely a piece that was repeated because its acknowledgement was lost.
            _line.Say(Frame.Abort);
            return Abandon(_line, _command);
        }

        var progress = _line.Target.TakeData(data.Span);
        if (!progress.GoesOn)
        {
            _line.Say(Frame.Abort);
            return AnswerState.Last(_line, _command, progress.Status);
        }

        _left -= (uint)data.Length;
        _line.Say(Frame.Ack);
        return _left == 0 ? AnswerState.Last(_line, _command, _line.Target.EndData(), data) : this;
    }
}
