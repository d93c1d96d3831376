using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 15, operation 1: hands a key over as data, which the target keeps in a form that only it can use.</summary>
/// <param name="Type">What the key is for; a number without a name is kept.</param>
/// <param name="Length">Length of the key in bytes.</param>
public sealed record SetUserKeyCommand(UserKeyType Type, uint Length)
{
    /// <summary>The packet, 16 bytes: operation, type, length.</summary>
    public CommandPacket ToPacket() => new(CommandTag.KeyProvisioning, true, (uint)KeyOperation.SetUserKey, (uint)Type, Length);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<SetUserKeyCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.KeyProvisioning, HasDataPhase: true, Parameters: [(uint)KeyOperation.SetUserKey, var type, var length] }
            ? new SetUserKeyCommand((UserKeyType)type, length)
            : packet.Misfit();
}
