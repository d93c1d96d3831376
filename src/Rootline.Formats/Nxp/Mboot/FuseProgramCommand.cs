using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 14: burns fuses; the data frames follow the first generic response, a second one ends it. Cannot be undone.</summary>
/// <param name="Address">First fuse, as the family counts them.</param>
/// <param name="Length">Length in bytes, a multiple of 4.</param>
/// <param name="MemoryId">0 for the internal memory (<see cref="Mboot.MemoryId"/>).</param>
public sealed record FuseProgramCommand(uint Address, uint Length, uint MemoryId)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FuseProgram, true, Address, Length, MemoryId);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FuseProgramCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.FuseProgram, true, 3)
            ? new FuseProgramCommand(packet.Parameters[0], packet.Parameters[1], packet.Parameters[2])
            : packet.Misfit();
}
