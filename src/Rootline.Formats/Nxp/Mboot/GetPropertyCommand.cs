using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 07: asks for a property; the target answers A7.</summary>
/// <param name="Property">Which property; a number without a name is kept.</param>
/// <param name="Index">Region or memory id, 0 where there is one.</param>
public sealed record GetPropertyCommand(PropertyTag Property, uint Index)
{
    /// <summary>The packet, 12 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.GetProperty, false, (uint)Property, Index);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<GetPropertyCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.GetProperty, false, 2)
            ? new GetPropertyCommand((PropertyTag)packet.Parameters[0], packet.Parameters[1])
            : packet.Misfit();
}
