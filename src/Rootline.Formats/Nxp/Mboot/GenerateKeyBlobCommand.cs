using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>
/// Command 13: wraps a key with a key of the target. Given twice: first with the key as data to the target, then to read the
/// blob, which the target announces with B3.
/// </summary>
/// <param name="Selector">Which of the target's keys wraps.</param>
/// <param name="Length">Length in bytes of the key, or of the blob.</param>
/// <param name="Phase">Which half; it decides the direction of the data.</param>
public sealed record GenerateKeyBlobCommand(uint Selector, uint Length, KeyBlobPhase Phase)
{
    /// <summary>The packet, 16 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.GenerateKeyBlob, Phase == KeyBlobPhase.Send, Selector, Length, (uint)Phase);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<GenerateKeyBlobCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.GenerateKeyBlob, Parameters: [var selector, var length, var phase and <= (uint)KeyBlobPhase.Read] }
        && packet.HasDataPhase == (phase == (uint)KeyBlobPhase.Send)
            ? new GenerateKeyBlobCommand(selector, length, (KeyBlobPhase)phase)
            : packet.Misfit();
}
