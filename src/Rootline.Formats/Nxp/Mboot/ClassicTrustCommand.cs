using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 16 in its classic form: the operation's number, then what it needs.</summary>
/// <param name="Operation">The number; those of the two groups are kept as they are.</param>
/// <param name="Arguments">0 to 6 words.</param>
public sealed record ClassicTrustCommand(uint Operation, IReadOnlyList<uint> Arguments)
{
    private const uint GroupMask = 0xFF000000;

    /// <summary>The operation, or the first of the group that the number belongs to.</summary>
    public ClassicTrustOperation Name => (ClassicTrustOperation)(IsInGroup(Operation) ? Operation & GroupMask : Operation);

    /// <summary>The packet, 8 bytes and 4 an argument.</summary>
    public CommandPacket ToPacket() => new(CommandTag.TrustProvisioning, false, [Operation, .. Arguments]);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>, also for the OEM operations.</returns>
    public static Parsed<ClassicTrustCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.TrustProvisioning, HasDataPhase: false, Parameters: [var operation, .. var arguments] }
        && (operation <= (uint)ClassicTrustOperation.DiceResponse || IsInGroup(operation))
            ? new ClassicTrustCommand(operation, arguments)
            : packet.Misfit();

    private static bool IsInGroup(uint operation) =>
        (operation & GroupMask) is (uint)ClassicTrustOperation.WirelessPower or (uint)ClassicTrustOperation.DeviceHsm;
}
