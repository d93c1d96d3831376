using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Response B6: the outcome of a trust provisioning operation.</summary>
/// <param name="Status">0 for success (<see cref="MbootStatus"/>).</param>
/// <param name="Values">What the operation returns, 0 to 31 words.</param>
public sealed record TrustProvisioningResponse(uint Status, IReadOnlyList<uint> Values)
{
    /// <summary>The packet, 8 bytes and 4 a value.</summary>
    public ResponsePacket ToPacket() => new(ResponseTag.TrustProvisioning, false, [Status, .. Values]);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any response.</param>
    /// <returns>The response, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<TrustProvisioningResponse> Parse(ResponsePacket packet) =>
        packet is { Tag: ResponseTag.TrustProvisioning, HasDataPhase: false, Parameters: [var status, .. var values] }
            ? new TrustProvisioningResponse(status, values)
            : packet.Misfit();
}
