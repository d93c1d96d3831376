using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>A piece of data has been said and waits for its acknowledgement.</summary>
internal sealed class DataOutState : DeviceState
{
    private readonly DeviceLine _line;
    private readonly CommandPacket _command;
    private readonly Frame _piece;
    private readonly ReadOnlyMemory<byte> _rest;
    private int _repetitions;

    private DataOutState(DeviceLine line, CommandPacket command, ReadOnlyMemory<byte> data)
    {
        int length = Math.Min(data.Length, line.Target.MaxPacketSize);
        _line = line;
        _command = command;
        _piece = Frame.Data(data[..length]);
        _rest = data[length..];
        line.Say(_piece);
    }

    public override TimeSpan? Patience => MbootDevice.AnswerTimeout;

    /// <summary>Says the next piece, or the last response when there is none.</summary>
    public static DeviceState Next(DeviceLine line, CommandPacket command, ReadOnlyMemory<byte> data) => data.IsEmpty
        ? AnswerState.Last(line, command, MbootStatus.Success)
        : new DataOutState(line, command, data);

    public override DeviceState Take(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Ack:
                return Next(_line, _command, _rest);
            case FrameType.Nak:
                _line.Say(_piece);
                return this;
            case FrameType.Abort:
                return AnswerState.Last(_line, _command, MbootStatus.AbortDataPhase);
            case FrameType.Command or FrameType.Ping:
                // A host that has given up reading begins anew.
                return new IdleState(_line).Take(frame);
            default:
                return this;
        }
    }

    public override DeviceState HearNothing()
    {
        if (_repetitions++ >= DeviceLine.Repetitions)
            return new IdleState(_line);
        _line.Say(_piece);
        return this;
    }
}
