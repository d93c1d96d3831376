using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 03: reads memory; the target answers A3, data frames, then the generic response.</summary>
/// <param name="Address">First address.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="MemoryId">0 for the internal memory.</param>
public sealed record ReadMemoryCommand(uint Address, uint Length, uint MemoryId)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.ReadMemory, false, Address, Length, MemoryId);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ReadMemoryCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.ReadMemory, false, 3)
            ? new ReadMemoryCommand(packet.Parameters[0], packet.Parameters[1], packet.Parameters[2])
            : packet.Misfit();
}
