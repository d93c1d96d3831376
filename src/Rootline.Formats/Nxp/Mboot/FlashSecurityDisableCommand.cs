using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 06: opens a locked flash with its backdoor key. The text form does not show the key.</summary>
/// <param name="KeyHigh">The first 4 bytes of the key, big-endian.</param>
/// <param name="KeyLow">The last 4 bytes of the key, big-endian.</param>
public sealed record FlashSecurityDisableCommand(uint KeyHigh, uint KeyLow)
{
    /// <summary>The packet, 12 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FlashSecurityDisable, false, KeyHigh, KeyLow);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FlashSecurityDisableCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.FlashSecurityDisable, false, 2)
            ? new FlashSecurityDisableCommand(packet.Parameters[0], packet.Parameters[1])
            : packet.Misfit();

    /// <inheritdoc/>
    public override string ToString() => "FlashSecurityDisableCommand [key, 8 bytes]";
}
