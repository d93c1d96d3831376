using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 20: operates the cloud provisioning agent. What follows the operation is not described publicly.</summary>
/// <param name="Operation">What to do.</param>
/// <param name="Arguments">0 to 6 words that follow.</param>
public sealed record EdgeLock2GoCommand(EdgeLock2GoOperation Operation, IReadOnlyList<uint> Arguments)
{
    /// <summary>The packet, 8 bytes and 4 an argument.</summary>
    public CommandPacket ToPacket() => new(CommandTag.EdgeLock2Go, false, [(uint)Operation, .. Arguments]);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<EdgeLock2GoCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.EdgeLock2Go, HasDataPhase: false, Parameters: [var operation, .. var arguments] }
        && operation is (uint)EdgeLock2GoOperation.Version or (uint)EdgeLock2GoOperation.CloseDevice
            ? new EdgeLock2GoCommand((EdgeLock2GoOperation)operation, arguments)
            : packet.Misfit();
}
