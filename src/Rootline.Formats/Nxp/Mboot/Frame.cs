using System.Buffers.Binary;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>One frame on the UART: <c>5A type</c>, and for frames with content length, CRC-16/XMODEM and payload.</summary>
/// <param name="Type">What the frame is.</param>
/// <param name="Payload">
/// The bytes of a command, response or data frame (0 to 65,535); version and options (6 bytes) of a ping response; empty
/// for the others.
/// </param>
public sealed record Frame(FrameType Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The first byte of every frame.</summary>
    public const byte Start = 0x5A;

    /// <summary>Bytes before the payload of a command or data frame: start, type, length u16, CRC u16.</summary>
    public const int HeaderLength = 6;

    /// <summary>Bytes of a ping response: start, type, version u32, options u16, CRC u16.</summary>
    public const int PingResponseLength = 10;

    /// <summary>The acknowledgement, <c>5A A1</c>.</summary>
    public static readonly Frame Ack = new(FrameType.Ack, default);

    /// <summary>The refusal of a damaged frame, <c>5A A2</c>.</summary>
    public static readonly Frame Nak = new(FrameType.Nak, default);

    /// <summary>The early end of a data phase, <c>5A A3</c>.</summary>
    public static readonly Frame Abort = new(FrameType.Abort, default);

    /// <summary>The question whether anybody is there, <c>5A A6</c>.</summary>
    public static readonly Frame Ping = new(FrameType.Ping, default);

    /// <summary>A frame around a command or response packet.</summary>
    /// <param name="packet">The packet, at most 65,535 bytes.</param>
    public static Frame Command(ReadOnlyMemory<byte> packet) => new(FrameType.Command, packet);

    /// <summary>A frame around a piece of a data phase.</summary>
    /// <param name="piece">The bytes, at most the target's maximum packet size.</param>
    public static Frame Data(ReadOnlyMemory<byte> piece) => new(FrameType.Data, piece);

    /// <summary>The bytes on the line.</summary>
    public byte[] ToBytes() => Type switch
    {
        FrameType.Command or FrameType.Data => WithLength(),
        FrameType.PingResponse => WithTrailingCrc(),
        _ => [Start, (byte)Type],
    };

    /// <summary>The checksum of a command or data frame: over start, type, length and payload.</summary>
    /// <param name="startTypeLength">The first 4 bytes of the frame.</param>
    /// <param name="payload">The payload.</param>
    internal static ushort Checksum(ReadOnlySpan<byte> startTypeLength, ReadOnlySpan<byte> payload) =>
        Crc.Xmodem16(payload, Crc.Xmodem16(startTypeLength));

    private byte[] WithLength()
    {
        var bytes = new byte[HeaderLength + Payload.Length];
        bytes[0] = Start;
        bytes[1] = (byte)Type;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), checked((ushort)Payload.Length));
        Payload.Span.CopyTo(bytes.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), Checksum(bytes.AsSpan(0, 4), Payload.Span));
        return bytes;
    }

    private byte[] WithTrailingCrc()
    {
        var bytes = new byte[PingResponseLength];
        bytes[0] = Start;
        bytes[1] = (byte)Type;
        Payload.Span.CopyTo(bytes.AsSpan(2, 6));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), Crc.Xmodem16(bytes.AsSpan(0, 8)));
        return bytes;
    }
}
