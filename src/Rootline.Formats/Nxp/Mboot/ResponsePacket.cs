using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>A response as it travels: tag, flags, reserved, count, then the status and what the command returns.</summary>
/// <param name="Tag">The kind of response.</param>
/// <param name="HasDataPhase">Flag bit 0: the target will send data.</param>
/// <param name="Parameters">1 to 32 words; the first is the status.</param>
public sealed record ResponsePacket(ResponseTag Tag, bool HasDataPhase, params uint[] Parameters)
{
    /// <summary>More words than any property returns; a larger count is damage.</summary>
    public const int MaxParameters = 32;

    /// <summary>The status, 0 for success (<see cref="MbootStatus"/>).</summary>
    public uint Status => Parameters[0];

    /// <summary>What follows the status.</summary>
    public ReadOnlySpan<uint> Values => Parameters.AsSpan(1);

    /// <summary>The generic response: status and the tag of the command it ends.</summary>
    /// <param name="status">The status.</param>
    /// <param name="command">The command.</param>
    public static ResponsePacket Generic(uint status, CommandTag command) => new(ResponseTag.Generic, false, status, (uint)command);

    /// <summary>True for the generic response of a command.</summary>
    /// <param name="command">The command.</param>
    public bool Ends(CommandTag command) => Tag == ResponseTag.Generic && Parameters.Length == 2 && Parameters[1] == (uint)command;

    /// <summary>The bytes, 4 + 4 a parameter.</summary>
    public byte[] ToBytes() => PacketLayout.Write((byte)Tag, HasDataPhase, Parameters);

    /// <summary>Reads a response strictly: known flags, reserved byte 0, a status, length that fits the count.</summary>
    /// <param name="bytes">The payload of a command frame from the target.</param>
    /// <returns>The response, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ResponsePacket> Parse(ReadOnlySpan<byte> bytes) =>
        PacketLayout.Read(bytes, MaxParameters) is { Length: > 0 } parameters
            ? new ResponsePacket((ResponseTag)bytes[0], bytes[1] != 0, parameters)
            : MbootFaults.PacketMalformed.Fault($"a response packet of {bytes.Length} bytes does not fit its header");

    /// <summary>The fault of a typed response whose parameters do not fit.</summary>
    internal Fault Misfit() =>
        MbootFaults.PacketMalformed.Fault($"response {(byte)Tag:x2} came with {Parameters.Length} parameters that do not fit it");
}
