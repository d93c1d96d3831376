using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 04: writes memory; the data frames follow the first generic response, a second one ends it.</summary>
/// <param name="Address">First address.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="MemoryId">0 for the internal memory.</param>
public sealed record WriteMemoryCommand(uint Address, uint Length, uint MemoryId)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.WriteMemory, true, Address, Length, MemoryId);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<WriteMemoryCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.WriteMemory, true, 3)
            ? new WriteMemoryCommand(packet.Parameters[0], packet.Parameters[1], packet.Parameters[2])
            : packet.Misfit();
}
