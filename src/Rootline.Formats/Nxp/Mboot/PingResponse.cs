using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>The answer to a ping: <c>5A A7 version u32 options u16 crc u16</c>, little-endian.</summary>
/// <param name="Version">Protocol version: bug fix, minor, major, letter 'P' from the low byte up.</param>
/// <param name="Options">Protocol options, 0 so far.</param>
public sealed record PingResponse(uint Version, ushort Options)
{
    /// <summary>Protocol version P1.3.0, which current ROMs speak.</summary>
    public const uint Version130 = 0x50010300;

    /// <summary>The frame of this answer, 10 bytes on the line.</summary>
    public Frame ToFrame()
    {
        var payload = new byte[6];
        var writer = new SpanWriter(payload);
        writer.U32Le(Version);
        writer.U16Le(Options);
        return new(FrameType.PingResponse, payload);
    }

    /// <summary>Reads the fields of a frame whose checksum was right.</summary>
    /// <param name="frame">A frame of type <see cref="FrameType.PingResponse"/>.</param>
    /// <returns>The answer, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<PingResponse> Parse(Frame frame)
    {
        if (frame.Type != FrameType.PingResponse || frame.Payload.Length != 6)
            return MbootFaults.PacketMalformed.Fault($"a frame of type {(byte)frame.Type:x2} is no ping response");
        var reader = new SpanReader(frame.Payload.Span);
        return new PingResponse(reader.U32Le(), reader.U16Le());
    }
}
