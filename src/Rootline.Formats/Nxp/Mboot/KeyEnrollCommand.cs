namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 15, operation 0: makes the root of a new key store. Keys of an older one are worthless from then on.</summary>
public static class KeyEnrollCommand
{
    /// <summary>The packet, 8 bytes: operation.</summary>
    public static CommandPacket Packet { get; } = new(CommandTag.KeyProvisioning, false, (uint)KeyOperation.Enroll);

    /// <summary>True when a packet is this command.</summary>
    /// <param name="packet">A packet of any command.</param>
    public static bool Is(CommandPacket packet) =>
        packet is { Tag: CommandTag.KeyProvisioning, HasDataPhase: false, Parameters: [(uint)KeyOperation.Enroll] };
}
