using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 15, operation 5: hands a whole key store over as data. A word 0 stands before the length.</summary>
/// <param name="Length">Length of the key store in bytes.</param>
public sealed record WriteKeyStoreCommand(uint Length)
{
    /// <summary>The packet, 16 bytes: operation, 0, length.</summary>
    public CommandPacket ToPacket() => new(CommandTag.KeyProvisioning, true, (uint)KeyOperation.WriteKeyStore, 0, Length);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<WriteKeyStoreCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.KeyProvisioning, HasDataPhase: true, Parameters: [(uint)KeyOperation.WriteKeyStore, 0, var length] }
            ? new WriteKeyStoreCommand(length)
            : packet.Misfit();
}
