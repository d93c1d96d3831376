namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 0D: erases everything and opens a locked flash. Cannot be undone.</summary>
public static class FlashEraseAllUnsecureCommand
{
    /// <summary>The packet, 4 bytes.</summary>
    public static CommandPacket Packet { get; } = new(CommandTag.FlashEraseAllUnsecure, false);

    /// <summary>True when a packet is this command.</summary>
    /// <param name="packet">A packet of any command.</param>
    public static bool Is(CommandPacket packet) => packet.Is(CommandTag.FlashEraseAllUnsecure, false, 0);
}
