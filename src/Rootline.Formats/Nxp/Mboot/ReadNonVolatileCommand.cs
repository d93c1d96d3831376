using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 15, operation 4: loads the key store that was burned.</summary>
/// <param name="MemoryId">0 for the internal memory (<see cref="Mboot.MemoryId"/>).</param>
public sealed record ReadNonVolatileCommand(uint MemoryId)
{
    /// <summary>The packet, 12 bytes: operation, memory id.</summary>
    public CommandPacket ToPacket() => new(CommandTag.KeyProvisioning, false, (uint)KeyOperation.ReadNonVolatile, MemoryId);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ReadNonVolatileCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.KeyProvisioning, HasDataPhase: false, Parameters: [(uint)KeyOperation.ReadNonVolatile, var memory] }
            ? new ReadNonVolatileCommand(memory)
            : packet.Misfit();
}
