using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 0E: programs one-time words, which come in the packet itself. Cannot be undone.</summary>
/// <param name="Index">The first word, counted in words.</param>
/// <param name="Words">1 to <see cref="MaxWords"/> words; their byte count stands before them in the packet.</param>
public sealed record FlashProgramOnceCommand(uint Index, IReadOnlyList<uint> Words)
{
    /// <summary>What fits a packet beside index and byte count.</summary>
    public const int MaxWords = CommandPacket.MaxParameters - Before;

    private const int Before = 2;

    /// <summary>The packet, 12 bytes and 4 a word.</summary>
    public CommandPacket ToPacket() => new(CommandTag.FlashProgramOnce, false, [Index, (uint)(4 * Words.Count), .. Words]);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FlashProgramOnceCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.FlashProgramOnce, HasDataPhase: false, Parameters: [var index, var bytes, _, ..] }
        && bytes == 4 * (packet.Parameters.Length - Before)
            ? new FlashProgramOnceCommand(index, packet.Parameters[Before..])
            : packet.Misfit();

    /// <inheritdoc/>
    public bool Equals(FlashProgramOnceCommand? other) => other is not null && Index == other.Index && Words.SequenceEqual(other.Words);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, Words.Count);
}
