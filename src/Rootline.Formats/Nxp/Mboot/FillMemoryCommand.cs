using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 05: fills memory with a pattern; on the internal flash a write like any other.</summary>
/// <param name="Address">First address.</param>
/// <param name="Length">Length in bytes, a multiple of 4.</param>
/// <param name="Pattern">The word that is repeated, little-endian.</param>
public sealed record FillMemoryCommand(uint Address, uint Length, uint Pattern)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FillMemory, false, Address, Length, Pattern);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FillMemoryCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.FillMemory, false, 3)
            ? new FillMemoryCommand(packet.Parameters[0], packet.Parameters[1], packet.Parameters[2])
            : packet.Misfit();
}
