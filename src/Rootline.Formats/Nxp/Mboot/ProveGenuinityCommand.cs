using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>
/// Command 16, operation F4: the challenge lies in a buffer, the answer is written over it. The target answers B6 with the
/// length of its answer.
/// </summary>
/// <param name="Address">Address of the buffer.</param>
/// <param name="BufferSize">Size of the buffer in bytes; an answer that is longer is refused with 80004.</param>
public sealed record ProveGenuinityCommand(ulong Address, ushort BufferSize)
{
    private const byte Arguments = 3;

    /// <summary>The packet, 20 bytes: sentinel word, address bits 63:32, address bits 31:0, buffer size.</summary>
    public CommandPacket ToPacket() => new(
        CommandTag.TrustProvisioning,
        false,
        TrustProvisioningWord.Of(TrustProvisioningOperation.ProveGenuinity, Arguments),
        (uint)(Address >> 32),
        (uint)Address,
        BufferSize);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ProveGenuinityCommand> Parse(CommandPacket packet) =>
        TrustProvisioningWord.OperationOf(packet) == TrustProvisioningOperation.ProveGenuinity
        && packet.Parameters is [_, var high, var low, var size and <= ushort.MaxValue]
            ? new ProveGenuinityCommand(((ulong)high << 32) | low, (ushort)size)
            : packet.Misfit();
}
