using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 09: starts code; the target answers before it jumps.</summary>
/// <param name="Address">Where the code begins.</param>
/// <param name="Argument">What it is given in R0.</param>
/// <param name="StackPointer">Its stack; 0 to keep the loader's.</param>
public sealed record ExecuteCodeCommand(uint Address, uint Argument, uint StackPointer)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.Execute, false, Address, Argument, StackPointer);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ExecuteCodeCommand> Parse(CommandPacket packet) =>
        packet.Is(CommandTag.Execute, false, 3)
            ? new ExecuteCodeCommand(packet.Parameters[0], packet.Parameters[1], packet.Parameters[2])
            : packet.Misfit();
}
