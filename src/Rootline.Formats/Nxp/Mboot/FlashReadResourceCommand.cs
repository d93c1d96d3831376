using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 10: reads a special region; the target answers B0, data frames, then the generic response.</summary>
/// <param name="Address">Offset in the region.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Option">Which region.</param>
public sealed record FlashReadResourceCommand(uint Address, uint Length, uint Option)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FlashReadResource, false, Address, Length, Option);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FlashReadResourceCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.FlashReadResource, false, 3)
            ? new FlashReadResourceCommand(packet.Parameters[0], packet.Parameters[1], packet.Parameters[2])
            : packet.Misfit();
}
