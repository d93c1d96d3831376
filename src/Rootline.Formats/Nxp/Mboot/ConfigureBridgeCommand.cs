using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Commands C1, C2, C3: set a bridge to another bus up. Their settings are not described publicly and kept as words.</summary>
/// <param name="Bus">Which of the three commands.</param>
/// <param name="Settings">0 to 7 words.</param>
public sealed record ConfigureBridgeCommand(CommandTag Bus, IReadOnlyList<uint> Settings)
{
    /// <summary>The packet, 4 bytes and 4 a setting.</summary>
    public CommandPacket ToPacket() => new(Bus, false, [.. Settings]);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ConfigureBridgeCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.ConfigureI2c or CommandTag.ConfigureSpi or CommandTag.ConfigureCan, HasDataPhase: false }
            ? new ConfigureBridgeCommand(packet.Tag, packet.Parameters)
            : packet.Misfit();
}
