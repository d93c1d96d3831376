using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>
/// A response has been said and waits for its acknowledgement; nothing else is said before. A host may flush its own
/// acknowledgement away when it writes the next frame, so that frame counts as one.
/// </summary>
internal sealed class AnswerState : DeviceState
{
    private readonly DeviceLine _line;
    private readonly AnswerPlan _plan;
    private readonly Frame _answer;
    private int _repetitions;

    private AnswerState(DeviceLine line, AnswerPlan plan)
    {
        _line = line;
        _plan = plan;
        _answer = Frame.Command(plan.Response.ToBytes());
        line.Say(_answer);
    }

    public override TimeSpan? Patience => MbootDevice.AnswerTimeout;

    /// <summary>The response before a data phase to the host.</summary>
    public static DeviceState BeforeDataOut(DeviceLine line, CommandPacket command, ResponsePacket response, ReadOnlyMemory<byte> data) =>
        new AnswerState(line, new(
            response,
            () => DataOutState.Next(line, command, data),
            () => Last(line, command, MbootStatus.AbortDataPhase),
            () => new IdleState(line)));

    /// <summary>The response before a data phase from the host.</summary>
    public static DeviceState BeforeDataIn(DeviceLine line, CommandPacket command, ResponsePacket response, uint length) =>
        new AnswerState(line, new(
            response,
            () => DataInState.Begin(line, command, length),
            () => DataInState.Abandon(line, command),
            () => DataInState.Forget(line)));

    /// <summary>The response that ends a command.</summary>
    /// <param name="line">The line.</param>
    /// <param name="command">The command.</param>
    /// <param name="response">The response.</param>
    /// <param name="lastPiece">The last piece of data that was taken, if any was.</param>
    public static DeviceState Last(DeviceLine line, CommandPacket command, ResponsePacket response, ReadOnlyMemory<byte>? lastPiece = null)
    {
        DeviceState Over()
        {
            line.Target.Answered(command);
            return new IdleState(line);
        }

        return new AnswerState(line, new(response, Over, Over, Over) { IsLast = true, LastPiece = lastPiece });
    }

    /// <summary>The generic response that ends a command.</summary>
    public static DeviceState Last(DeviceLine line, CommandPacket command, uint status, ReadOnlyMemory<byte>? lastPiece = null) =>
        Last(line, command, ResponsePacket.Generic(status, command.Tag), lastPiece);

    public override DeviceState Take(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Ack:
                return _plan.Heard();
            case FrameType.Nak:
                _line.Say(_answer);
                return this;
            case FrameType.Abort:
                return _plan.Aborted();
            case FrameType.Data when _plan.IsLast:
                TakeLateData(frame.Payload);
                return this;
            case FrameType.Command or FrameType.Ping when !_plan.IsLast:
                // A host that has given up the data phase begins anew.
                return _plan.Unheard().Take(frame);
            case FrameType.Command or FrameType.Data or FrameType.Ping:
                return _plan.Heard().Take(frame);
            default:
                return this;
        }
    }

    public override DeviceState HearNothing()
    {
        if (_repetitions++ >= DeviceLine.Repetitions)
            return _plan.Unheard();
        _line.Say(_answer);
        return this;
    }

    // The host repeats its last piece because it heard neither acknowledgement nor answer. Another piece is one too many.
    private void TakeLateData(ReadOnlyMemory<byte> piece)
    {
        bool isAgain = _plan.LastPiece is { } last && last.Span.SequenceEqual(piece.Span);
        _line.Say(isAgain ? Frame.Ack : Frame.Abort);
        _line.Say(_answer);
    }
}
