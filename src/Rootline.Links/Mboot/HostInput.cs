using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>What a host hears on a UART, as frames.</summary>
internal sealed class HostInput(IByteWire wire)
{
    private readonly Framer _framer = new(Framer.HostMaxPayload);
    private readonly byte[] _bytes = new byte[512];
    private int _start;
    private int _end;

    /// <summary>How many bytes belonged to no frame so far.</summary>
    public long Skipped => _framer.Skipped;

    public void Clear()
    {
        wire.DiscardInput();
        _framer.Reset();
        _start = _end = 0;
    }

    /// <summary>The next frame, sound or damaged; neither when the deadline passed.</summary>
    public FramerResult Next(Deadline deadline)
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = _bytes.AsSpan(_start.._end);
            var result = _framer.Feed(ref rest);
            _start = _end - rest.Length;
            if (!result.IsIncomplete)
                return result;
            if (Fill(deadline))
                continue;
            _framer.Reset();
            return default;
        }
    }

    /// <summary>
    /// Takes an acknowledgement that comes without its start byte or before it. Only the very first byte of an answer may be
    /// one: further on it could be the remains of something else.
    /// </summary>
    public bool TakeBareAck(Deadline deadline)
    {
        if (_framer.InFrame)
            return false;
        while (_start == _end || _bytes[_start] == 0)
        {
            if (_start < _end)
                _start++;
            else if (!Fill(deadline))
                return false;
        }

        bool isAck = _bytes[_start] == (byte)FrameType.Ack;
        _start += isAck ? 1 : 0;
        return isAck;
    }

    private bool Fill(Deadline deadline)
    {
        _start = 0;
        _end = deadline.Passed ? 0 : wire.Read(_bytes, deadline);
        return _end > 0;
    }
}
