using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>A command as it travels: tag, flags, reserved, count, then up to 7 parameters of u32 little-endian.</summary>
/// <param name="Tag">The command; a value without a name is kept, so that a target can refuse it by number.</param>
/// <param name="HasDataPhase">Flag bit 0: the host will send data after the first response.</param>
/// <param name="Parameters">0 to 7 words.</param>
public sealed record CommandPacket(CommandTag Tag, bool HasDataPhase, params uint[] Parameters)
{
    /// <summary>A classic ROM holds commands in 32 bytes; a larger count is an attempt to write past them.</summary>
    public const int MaxParameters = 7;

    /// <summary>The bytes, 4 + 4 a parameter, not padded.</summary>
    public byte[] ToBytes() => PacketLayout.Write((byte)Tag, HasDataPhase, Parameters);

    /// <summary>Reads a command strictly: known flags, reserved byte 0, length that fits the count.</summary>
    /// <param name="bytes">The payload of a command frame.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<CommandPacket> Parse(ReadOnlySpan<byte> bytes) =>
        PacketLayout.Read(bytes, MaxParameters) is { } parameters
            ? new CommandPacket((CommandTag)bytes[0], bytes[1] != 0, parameters)
            : MbootFaults.PacketMalformed.Fault($"a command packet of {bytes.Length} bytes does not fit its header");

    /// <summary>The fault of a typed command whose parameters do not fit.</summary>
    internal Fault Misfit() =>
        MbootFaults.PacketMalformed.Fault($"command {(byte)Tag:x2} came with {Parameters.Length} parameters that do not fit it");

    /// <summary>True when tag, data phase and number of parameters are as given.</summary>
    internal bool Is(CommandTag tag, bool hasDataPhase, int parameters) =>
        Tag == tag && HasDataPhase == hasDataPhase && Parameters.Length == parameters;
}
