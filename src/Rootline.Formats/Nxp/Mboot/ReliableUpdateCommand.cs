using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 12: checks a new image and puts it in the place of the old one.</summary>
/// <param name="Address">Where the image or the swap indicator lies.</param>
public sealed record ReliableUpdateCommand(uint Address)
{
    /// <summary>The packet, 8 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.ReliableUpdate, false, Address);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ReliableUpdateCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.ReliableUpdate, false, 1)
            ? new ReliableUpdateCommand(packet.Parameters[0])
            : packet.Misfit();
}
