using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 11: sets an external memory up.</summary>
/// <param name="MemoryId">Which memory (<see cref="Mboot.MemoryId"/>).</param>
/// <param name="Address">Where its configuration block lies.</param>
public sealed record ConfigureMemoryCommand(uint MemoryId, uint Address)
{
    /// <summary>The packet, 12 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.ConfigureMemory, false, MemoryId, Address);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ConfigureMemoryCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.ConfigureMemory, false, 2)
            ? new ConfigureMemoryCommand(packet.Parameters[0], packet.Parameters[1])
            : packet.Misfit();
}
