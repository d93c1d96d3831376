using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 08: hands over an SB file as data frames.</summary>
/// <param name="Length">Length of the file in bytes.</param>
public sealed record ReceiveSbFileCommand(uint Length)
{
    /// <summary>The packet, 8 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.ReceiveSbFile, true, Length);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ReceiveSbFileCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.ReceiveSbFile, true, 1)
            ? new ReceiveSbFileCommand(packet.Parameters[0])
            : packet.Misfit();
}
