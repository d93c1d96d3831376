using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 0F: reads one-time words; the target answers AF with the words.</summary>
/// <param name="Index">Which word, counted in words.</param>
/// <param name="ByteCount">4 or 8 bytes.</param>
public sealed record FlashReadOnceCommand(uint Index, uint ByteCount)
{
    /// <summary>The packet, 12 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FlashReadOnce, false, Index, ByteCount);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FlashReadOnceCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.FlashReadOnce, false, 2)
            ? new FlashReadOnceCommand(packet.Parameters[0], packet.Parameters[1])
            : packet.Misfit();
}
