using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 01: erases all that a host may erase of a memory.</summary>
/// <param name="MemoryId">0 for the internal memory (<see cref="Mboot.MemoryId"/>).</param>
public sealed record FlashEraseAllCommand(uint MemoryId)
{
    /// <summary>The packet, 8 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FlashEraseAll, false, MemoryId);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FlashEraseAllCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.FlashEraseAll, false, 1)
            ? new FlashEraseAllCommand(packet.Parameters[0])
            : packet.Misfit();
}
