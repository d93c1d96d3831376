using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 15, operation 2: lets the target draw a key that nobody knows.</summary>
/// <param name="Type">What the key is for; a number without a name is kept.</param>
/// <param name="Size">Length of the key in bytes.</param>
public sealed record SetIntrinsicKeyCommand(UserKeyType Type, uint Size)
{
    /// <summary>The packet, 16 bytes: operation, type, size.</summary>
    public CommandPacket ToPacket() => new(CommandTag.KeyProvisioning, false, (uint)KeyOperation.SetIntrinsicKey, (uint)Type, Size);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<SetIntrinsicKeyCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.KeyProvisioning, HasDataPhase: false, Parameters: [(uint)KeyOperation.SetIntrinsicKey, var type, var size] }
            ? new SetIntrinsicKeyCommand((UserKeyType)type, size)
            : packet.Misfit();
}
