using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot.States;

namespace Rootline.Links.Mboot;

/// <summary>
/// The target's side of a boot loader session on a UART. It acknowledges sound frames, refuses damaged ones with NAK, says
/// one frame at a time, and repeats it when asked to or when nothing is heard. Whatever a host leaves unfinished, after a while
/// the device waits for a command again.
/// </summary>
public sealed class MbootDevice : IByteDevice
{
    /// <summary>
    /// How long a frame may take from its first byte. A host on a busy machine writes one frame in several pieces; after this
    /// time the rest was lost on the line, and a host that still listens is asked for the frame again. Shorter than two pings
    /// of a host, so that noise that looks like a frame never swallows all three.
    /// </summary>
    public static readonly TimeSpan FrameTimeout = TimeSpan.FromMilliseconds(900);

    /// <summary>How long what was said may stay without an acknowledgement before it is said again.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long a host may be silent within a data phase.</summary>
    public static readonly TimeSpan DataTimeout = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock;
    private readonly DeviceLine _line;
    private readonly Framer _framer;
    private DeviceState _state;
    private DateTimeOffset? _frameEnd;
    private DateTimeOffset? _stateEnd;
    private bool _hasNoise;

    /// <summary>Makes a device that waits for a ping or a command.</summary>
    /// <param name="target">What executes the commands.</param>
    /// <param name="clock">Decides when a frame or an answer will not come any more.</param>
    public MbootDevice(IMbootTarget target, TimeProvider clock)
    {
        _clock = clock;
        _line = new(target);
        _framer = new(Math.Max(target.MaxPacketSize, 32));
        _state = new IdleState(_line);
    }

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => _frameEnd is null || _stateEnd < _frameEnd ? _stateEnd : _frameEnd;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        EndFrame();
        while (!bytes.IsEmpty)
        {
            long noise = _framer.Noise;
            var result = _framer.Feed(ref bytes);
            _hasNoise |= _framer.Noise > noise;
            if (result.IsIncomplete)
                break;
            (_frameEnd, _hasNoise) = (null, false);
            if (result.Frame is { } frame)
                _state = _state.Take(frame);
            else
                _line.Say(Frame.Nak);
        }

        if (_framer.InFrame || (_hasNoise && _state.ExpectsData))
            _frameEnd ??= _clock.GetUtcNow() + FrameTimeout;
        Wait();
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination)
    {
        int count = _line.Give(destination);
        if (!_line.HasOutput)
            _state = _state.Said();
        return count;
    }

    /// <summary>
    /// The cable was pulled: a frame that had begun and everything that was still to be said are lost. A command whose answer
    /// was not acknowledged waits for the next frame, as on a line that only fell silent.
    /// </summary>
    public void Unplug()
    {
        Span<byte> waste = stackalloc byte[256];
        while (Give(waste) > 0)
        {
        }

        _framer.Reset();
        _frameEnd = null;
    }

    /// <inheritdoc/>
    public void Tick()
    {
        EndFrame();
        if (_stateEnd is not { } end || _clock.GetUtcNow() < end)
            return;

        // What has not left yet need not be said again.
        if (!_line.HasOutput)
            _state = _state.HearNothing();
        Wait();
    }

    private void Wait() => _stateEnd = _state.Patience is { } patience ? _clock.GetUtcNow() + patience : null;

    // The rest of a frame did not come. Where data are due, noise was one as well: a host that waits for its acknowledgement
    // sends it again.
    private void EndFrame()
    {
        if (_frameEnd is not { } end || _clock.GetUtcNow() < end)
            return;
        if (_framer.InContent || (_hasNoise && _state.ExpectsData))
            _line.Say(Frame.Nak);
        _framer.Reset();
        (_frameEnd, _hasNoise) = (null, false);
    }
}
