using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 0C: sets a property. What a target keeps of it over a reset is its own affair.</summary>
/// <param name="Property">Which property; a number without a name is kept.</param>
/// <param name="Value">The value.</param>
public sealed record SetPropertyCommand(PropertyTag Property, uint Value)
{
    /// <summary>The packet, 12 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.SetProperty, false, (uint)Property, Value);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<SetPropertyCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.SetProperty, false, 2)
            ? new SetPropertyCommand((PropertyTag)packet.Parameters[0], packet.Parameters[1])
            : packet.Misfit();
}
