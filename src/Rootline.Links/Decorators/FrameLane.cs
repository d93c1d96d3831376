using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Decorators;

/// <summary>
/// One direction of a line on which whole frames can be dropped or corrupted. Bytes pass as they come; only a frame that is to
/// be disturbed is held back until it is complete.
/// </summary>
internal sealed class FrameLane
{
    private readonly Framer _framer = new(ushort.MaxValue);
    private readonly List<byte> _held = [];
    private FrameFault _fault;
    private int _left;
    private bool _holds;

    /// <summary>Disturbs the next frames that begin; 0 takes it back.</summary>
    public void Disturb(FrameFault fault, int frames) => (_fault, _left) = (fault, frames);

    /// <summary>What passes when these bytes come.</summary>
    public byte[] Pass(ReadOnlySpan<byte> bytes)
    {
        var passed = new List<byte>(bytes.Length);
        foreach (byte b in bytes)
        {
            _holds |= _left > 0 && !_framer.InFrame && b == Frame.Start;
            (_holds ? _held : passed).Add(b);
            ReadOnlySpan<byte> one = [b];
            bool isFrame = !_framer.Feed(ref one).IsIncomplete;
            if (_holds && !_framer.InFrame)
                Release(isFrame, passed);
        }

        return [.. passed];
    }

    private void Release(bool isFrame, List<byte> passed)
    {
        if (isFrame)
            _left--;
        if (isFrame && _fault == FrameFault.Corrupt)
            _held[^1] ^= 0xFF;
        if (!isFrame || _fault == FrameFault.Corrupt)
            passed.AddRange(_held);
        _held.Clear();
        _holds = false;
    }
}
