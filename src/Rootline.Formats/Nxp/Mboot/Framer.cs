using System.Buffers.Binary;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>
/// Turns a stream of bytes into frames, in either direction. What lies between frames is skipped and counted; a damaged
/// frame is reported and taken out whole, because a payload may well contain bytes that look like an ACK or a ping.
/// </summary>
/// <param name="maxPayload">
/// The longest payload that is taken, in bytes: a corrupted or hostile length must not make the receiver wait for, or
/// hold, 64 KiB.
/// </param>
public sealed class Framer(int maxPayload)
{
    /// <summary>The limit of a host, which cannot know what a target is built for: four times the largest ROM packet seen.</summary>
    public const int HostMaxPayload = 4096;

    private readonly byte[] _frame = new byte[Math.Max(Frame.HeaderLength + maxPayload, Frame.PingResponseLength)];
    private int _count;
    private int _length;

    /// <summary>True when a frame has begun and is not complete.</summary>
    public bool InFrame => _count > 0;

    /// <summary>True when the frame that has begun is known to carry a command or data.</summary>
    public bool InContent => _count > 1 && HasLength;

    /// <summary>How many bytes between frames were skipped so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>How many of them were more than the zeros of a party that is not ready.</summary>
    public long Noise { get; private set; }

    /// <summary>Takes bytes from the front of a span until a frame is complete or the span is empty.</summary>
    /// <param name="bytes">The bytes; what was not needed stays in it.</param>
    public FramerResult Feed(ref ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            byte next = bytes[0];
            bytes = bytes[1..];
            var result = Take(next);
            if (!result.IsIncomplete)
                return result;
        }

        return default;
    }

    /// <summary>Forgets the frame that has begun, for example because its rest did not come in time.</summary>
    public void Reset() => _count = 0;

    private FrameType Type => (FrameType)_frame[1];

    private bool HasLength => Type is FrameType.Command or FrameType.Data;

    private FramerResult Take(byte next)
    {
        if (_count == 0 && next != Frame.Start)
        {
            Skipped++;
            Noise += next == 0 ? 0 : 1;
            return default;
        }

        if (_count == 1 && next is < (byte)FrameType.Ack or > (byte)FrameType.PingResponse)
        {
            Skipped += next == Frame.Start ? 1 : 2;
            Noise++;
            _count = next == Frame.Start ? 1 : 0;
            return default;
        }

        _frame[_count++] = next;
        return _count switch
        {
            1 => default,
            2 => AfterType(),
            4 when HasLength => AfterLength(),
            _ => _count == _length ? Complete() : default,
        };
    }

    private FramerResult AfterType()
    {
        _length = HasLength ? int.MaxValue : Frame.PingResponseLength;
        return HasLength || Type == FrameType.PingResponse ? default : Emit(2, 0);
    }

    private FramerResult AfterLength()
    {
        int payload = BinaryPrimitives.ReadUInt16LittleEndian(_frame.AsSpan(2));
        _length = Frame.HeaderLength + payload;
        if (payload <= maxPayload)
            return default;
        _count = 0;
        return new(null, MbootFaults.FrameTooLong.Fault($"a frame announces {payload} bytes, at most {maxPayload} are taken"));
    }

    private FramerResult Complete()
    {
        bool sound = HasLength
            ? Frame.Checksum(_frame.AsSpan(0, 4), _frame.AsSpan(Frame.HeaderLength, _length - Frame.HeaderLength)) == BinaryPrimitives.ReadUInt16LittleEndian(_frame.AsSpan(4))
            : Crc.Xmodem16(_frame.AsSpan(0, 8)) == BinaryPrimitives.ReadUInt16LittleEndian(_frame.AsSpan(8));
        if (sound)
            return HasLength ? Emit(Frame.HeaderLength, _length - Frame.HeaderLength) : Emit(2, 6);
        _count = 0;
        return new(null, MbootFaults.FrameChecksum.Fault($"a frame of type {(byte)Type:x2} with {_length} bytes has a wrong checksum"));
    }

    private FramerResult Emit(int offset, int length)
    {
        _count = 0;
        return new(new Frame(Type, _frame.AsSpan(offset, length).ToArray()), null);
    }
}
