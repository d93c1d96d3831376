using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>
/// Responses A3 (memory), B0 (special region), B3 (key blob) and B5 (key store): announce the data frames that follow. Targets
/// differ in whether the flag of the data phase is set, so it says nothing.
/// </summary>
/// <param name="Tag">Which of the four.</param>
/// <param name="Status">0 for success (<see cref="MbootStatus"/>).</param>
/// <param name="ByteCount">How many bytes follow, 0 with a status other than success.</param>
public sealed record DataResponse(ResponseTag Tag, uint Status, uint ByteCount)
{
    /// <summary>The packet, 12 bytes.</summary>
    public ResponsePacket ToPacket() => new(Tag, false, Status, ByteCount);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any response.</param>
    /// <returns>The response, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<DataResponse> Parse(ResponsePacket packet) =>
        Announces(packet.Tag) && packet.Parameters is [var status, var count]
            ? new DataResponse(packet.Tag, status, count)
            : packet.Misfit();

    /// <summary>True for the four tags.</summary>
    /// <param name="tag">Any tag.</param>
    public static bool Announces(ResponseTag tag) =>
        tag is ResponseTag.ReadMemory or ResponseTag.FlashReadResource or ResponseTag.KeyBlob or ResponseTag.KeyProvisioning;
}
