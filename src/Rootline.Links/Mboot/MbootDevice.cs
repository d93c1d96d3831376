using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot.States;

namespace Rootline.Links.Mboot;

/// <summary>
/// The target's side of a boot loader session on a UART. It acknowledges sound frames, refuses damaged ones with NAK, says
/// one frame at a time and repeats it when asked to.
/// </summary>
public sealed class MbootDevice : IByteDevice
{
    /// <summary>
    /// How long the rest of a frame may take. A host on a busy machine writes one frame in several pieces; after this time
    /// the rest was lost on the line, and a host that still listens is asked for the frame again.
    /// </summary>
    public static readonly TimeSpan FrameTimeout = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly DeviceLine _line;
    private readonly Framer _framer;
    private DeviceState _state;
    private DateTimeOffset? _frameEnd;

    /// <summary>Makes a device that waits for a ping or a command.</summary>
    /// <param name="target">What executes the commands.</param>
    /// <param name="clock">Decides when a frame will not be completed any more.</param>
    public MbootDevice(IMbootTarget target, TimeProvider clock)
    {
        _clock = clock;
        _line = new(target);
        _framer = new(Math.Max(target.MaxPacketSize, 32));
        _state = new IdleState(_line);
    }

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => _frameEnd;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        Tick();
        while (!bytes.IsEmpty)
        {
            var result = _framer.Feed(ref bytes);
            if (result.Frame is { } frame)
                _state = _state.Take(frame);
            else if (result.Fault is not null)
                _line.Say(Frame.Nak);
        }

        _frameEnd = _framer.InFrame ? _clock.GetUtcNow() + FrameTimeout : null;
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination)
    {
        int count = _line.Give(destination);
        if (!_line.HasOutput)
            _state = _state.Said();
        return count;
    }

    /// <inheritdoc/>
    public void Tick()
    {
        if (_frameEnd is not { } end || _clock.GetUtcNow() < end)
            return;
        if (_framer.InContent)
            _line.Say(Frame.Nak);
        _framer.Reset();
        _frameEnd = null;
    }
}
