using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Hid;

namespace Rootline.Links.Mboot.Hid;

/// <summary>
/// The target's side of a boot loader session on USB. The same commands as on a UART, without its acknowledgements: a new
/// command ends whatever was open.
/// </summary>
/// <param name="target">What executes the commands.</param>
public sealed class HidDevice(IMbootTarget target) : IReportDevice
{
    private readonly Queue<(HidReport Report, Action? Afterwards)> _output = new();
    private readonly int _piece = Math.Min(target.MaxPacketSize, HidReport.MaxPayload);
    private CommandPacket? _open;
    private uint _left;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> report)
    {
        if (!HidReport.Parse(report).Try(out var sound, out _))
            return;
        if (sound.Id == HidReportId.CommandOut)
            TakeCommand(sound.Payload.Span);
        else if (sound.Id == HidReportId.DataOut && _open is { } command)
            TakeData(command, sound.Payload.Span);
    }

    /// <inheritdoc/>
    public byte[]? Give()
    {
        if (!_output.TryDequeue(out var next))
            return null;
        next.Afterwards?.Invoke();
        return next.Report.ToBytes();
    }

    private void TakeCommand(ReadOnlySpan<byte> packet)
    {
        if (_open is not null)
            target.AbandonData();
        _open = null;
        _output.Clear();
        if (!CommandPacket.Parse(packet).Try(out var command, out _))
        {
            Say(ResponsePacket.Generic(MbootStatus.InvalidArgument, packet.IsEmpty ? default : (CommandTag)packet[0]));
            return;
        }

        var reply = target.Execute(command);
        if (reply.DataOut is { } data)
            SayData(command, reply.Response, data);
        else if (reply.DataIn is { } length)
            Expect(command, reply.Response, length);
        else
            Say(reply.Response, command);
    }

    private void SayData(CommandPacket command, ResponsePacket announcement, ReadOnlyMemory<byte> data)
    {
        Say(announcement);
        for (int offset = 0; offset < data.Length; offset += _piece)
            _output.Enqueue((new(HidReportId.DataIn, data.Slice(offset, Math.Min(_piece, data.Length - offset))), null));
        Say(ResponsePacket.Generic(MbootStatus.Success, command.Tag), command);
    }

    private void Expect(CommandPacket command, ResponsePacket response, uint length)
    {
        Say(response);
        (_open, _left) = (command, length);
        if (length == 0)
            End(command, target.EndData());
    }

    private void TakeData(CommandPacket command, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data.Length > _left)
        {
            target.AbandonData();
            End(command, MbootStatus.AbortDataPhase);
            return;
        }

        var progress = target.TakeData(data);
        _left -= (uint)data.Length;
        if (!progress.GoesOn)
        {
            _output.Enqueue((new(HidReportId.DataIn, default), null));
            End(command, progress.Status);
        }
        else if (_left == 0)
            End(command, target.EndData());
    }

    private void End(CommandPacket command, uint status)
    {
        _open = null;
        Say(ResponsePacket.Generic(status, command.Tag), command);
    }

    private void Say(ResponsePacket response, CommandPacket? ends = null) => _output.Enqueue((
        new(HidReportId.CommandIn, response.ToBytes()),
        ends is null ? null : () => target.Answered(ends)));
}
