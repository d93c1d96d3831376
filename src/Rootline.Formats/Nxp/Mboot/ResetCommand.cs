namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 0B: resets the target after its response has left.</summary>
public static class ResetCommand
{
    /// <summary>The packet, 4 bytes.</summary>
    public static CommandPacket Packet { get; } = new(CommandTag.Reset, false);

    /// <summary>True when a packet is this command.</summary>
    /// <param name="packet">A packet of any command.</param>
    public static bool Is(CommandPacket packet) => packet.Is(CommandTag.Reset, false, 0);
}
