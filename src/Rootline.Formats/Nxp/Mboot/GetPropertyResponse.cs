using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Response A7: the value of a property.</summary>
/// <param name="Status">0 for success (<see cref="MbootStatus"/>).</param>
/// <param name="Values">1 to 31 words; with a status other than success possibly none.</param>
public sealed record GetPropertyResponse(uint Status, IReadOnlyList<uint> Values)
{
    /// <summary>The packet, 8 bytes and 4 a value.</summary>
    public ResponsePacket ToPacket() => new(ResponseTag.GetProperty, false, [Status, .. Values]);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any response.</param>
    /// <returns>The response, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<GetPropertyResponse> Parse(ResponsePacket packet) =>
        packet is { Tag: ResponseTag.GetProperty, HasDataPhase: false, Parameters: [var status, .. var values] }
        && (status != MbootStatus.Success || values.Length > 0)
            ? new GetPropertyResponse(status, values)
            : packet.Misfit();
}
