using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 17: reads fuses; the target answers A3, data frames, then the generic response.</summary>
/// <param name="Address">First fuse, as the family counts them.</param>
/// <param name="Length">Length in bytes, a multiple of 4.</param>
/// <param name="MemoryId">0 for the internal memory (<see cref="Mboot.MemoryId"/>).</param>
public sealed record FuseReadCommand(uint Address, uint Length, uint MemoryId)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FuseRead, false, Address, Length, MemoryId);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FuseReadCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.FuseRead, false, 3)
            ? new FuseReadCommand(packet.Parameters[0], packet.Parameters[1], packet.Parameters[2])
            : packet.Misfit();
}
