using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Response A0: ends a command, or opens its data phase.</summary>
/// <param name="Status">0 for success (<see cref="MbootStatus"/>).</param>
/// <param name="Command">The command that is answered; a value without a name is kept.</param>
public sealed record GenericResponse(uint Status, CommandTag Command)
{
    /// <summary>The packet, 12 bytes.</summary>
    public ResponsePacket ToPacket() => ResponsePacket.Generic(Status, Command);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any response.</param>
    /// <returns>The response, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<GenericResponse> Parse(ResponsePacket packet) =>
        packet is { Tag: ResponseTag.Generic, HasDataPhase: false, Parameters: [var status, var command and <= byte.MaxValue] }
            ? new GenericResponse(status, (CommandTag)command)
            : packet.Misfit();
}
