using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Response AF: one-time words, in the packet itself. The byte count before them is theirs.</summary>
/// <param name="Status">0 for success (<see cref="MbootStatus"/>).</param>
/// <param name="Words">The words; none with a status other than success.</param>
public sealed record FlashReadOnceResponse(uint Status, IReadOnlyList<uint> Words)
{
    /// <summary>The packet, 12 bytes and 4 a word.</summary>
    public ResponsePacket ToPacket() => new(ResponseTag.FlashReadOnce, false, [Status, (uint)(4 * Words.Count), .. Words]);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any response.</param>
    /// <returns>The response, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<FlashReadOnceResponse> Parse(ResponsePacket packet) =>
        packet is { Tag: ResponseTag.FlashReadOnce, HasDataPhase: false, Parameters: [var status, var bytes, .. var words] } && bytes == 4 * words.Length
            ? new FlashReadOnceResponse(status, words)
            : packet.Misfit();
}
