using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 0A: calls code that returns; the target answers with what it returned.</summary>
/// <param name="Address">Where the code begins.</param>
/// <param name="Argument">What it is given in R0.</param>
public sealed record CallCodeCommand(uint Address, uint Argument)
{
    /// <summary>The packet, 12 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.Call, false, Address, Argument);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<CallCodeCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.Call, false, 2)
            ? new CallCodeCommand(packet.Parameters[0], packet.Parameters[1])
            : packet.Misfit();
}
