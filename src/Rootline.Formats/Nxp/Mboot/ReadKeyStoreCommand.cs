namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 15, operation 6: reads the whole key store; the target answers B5, data frames, then the generic response.</summary>
public static class ReadKeyStoreCommand
{
    /// <summary>The packet, 8 bytes: operation.</summary>
    public static CommandPacket Packet { get; } = new(CommandTag.KeyProvisioning, false, (uint)KeyOperation.ReadKeyStore);

    /// <summary>True when a packet is this command.</summary>
    /// <param name="packet">A packet of any command.</param>
    public static bool Is(CommandPacket packet) =>
        packet is { Tag: CommandTag.KeyProvisioning, HasDataPhase: false, Parameters: [(uint)KeyOperation.ReadKeyStore] };
}
