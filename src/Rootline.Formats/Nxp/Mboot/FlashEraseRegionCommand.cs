using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 02: erases a region of a memory.</summary>
/// <param name="Address">First address.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="MemoryId">0 for the internal memory.</param>
public sealed record FlashEraseRegionCommand(uint Address, uint Length, uint MemoryId)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FlashEraseRegion, false, Address, Length, MemoryId);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FlashEraseRegionCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.FlashEraseRegion, false, 3)
            ? new FlashEraseRegionCommand(packet.Parameters[0], packet.Parameters[1], packet.Parameters[2])
            : packet.Misfit();
}
