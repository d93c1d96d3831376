using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 18: moves the life cycle on. Cannot be undone.</summary>
/// <param name="LifeCycle">The state to go to, as the family numbers them.</param>
public sealed record UpdateLifeCycleCommand(uint LifeCycle)
{
    /// <summary>The packet, 8 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.UpdateLifeCycle, false, LifeCycle);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<UpdateLifeCycleCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.UpdateLifeCycle, false, 1)
            ? new UpdateLifeCycleCommand(packet.Parameters[0])
            : packet.Misfit();
}
