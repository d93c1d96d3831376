using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 15, operation 3: burns the key store. Cannot be undone.</summary>
/// <param name="MemoryId">0 for the internal memory (<see cref="Mboot.MemoryId"/>).</param>
public sealed record WriteNonVolatileCommand(uint MemoryId)
{
    /// <summary>The packet, 12 bytes: operation, memory id.</summary>
    public CommandPacket ToPacket() => new(CommandTag.KeyProvisioning, false, (uint)KeyOperation.WriteNonVolatile, MemoryId);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<WriteNonVolatileCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.KeyProvisioning, HasDataPhase: false, Parameters: [(uint)KeyOperation.WriteNonVolatile, var memory] }
            ? new WriteNonVolatileCommand(memory)
            : packet.Misfit();
}
