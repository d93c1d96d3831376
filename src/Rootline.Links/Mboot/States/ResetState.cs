using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>The response to a reset is on its way; the reset does not wait for its acknowledgement.</summary>
internal sealed class ResetState : DeviceState
{
    private readonly DeviceLine _line;
    private readonly CommandPacket _command;

    public ResetState(DeviceLine line, CommandPacket command, ResponsePacket response)
    {
        (_line, _command) = (line, command);
        line.Say(Frame.Command(response.ToBytes()));
    }

    public override DeviceState Said()
    {
        _line.Target.Answered(_command);
        return new IdleState(_line);
    }

    public override DeviceState Take(Frame frame) => Said().Take(frame);
}
