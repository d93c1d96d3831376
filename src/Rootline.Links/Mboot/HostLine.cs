using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>
/// Sends and receives single frames for a host: waits for the acknowledgement of what it sent, acknowledges what it got,
/// repeats a frame on NAK or silence and asks for a damaged one again, a bounded number of times.
/// </summary>
internal sealed class HostLine(IByteWire wire, TimeProvider clock, MbootHostOptions options)
{
    private static readonly TimeSpan MaxPingTimeout = TimeSpan.FromMilliseconds(500);

    private readonly Framer _framer = new(Framer.HostMaxPayload);
    private readonly byte[] _input = new byte[512];
    private int _inputStart;
    private int _inputEnd;
    private Frame? _early;

    public string Name => wire.Name;

    /// <summary>True when a frame came where an acknowledgement was due; <see cref="Receive"/> returns it.</summary>
    public bool HasEarlyFrame => _early is not null;

    /// <summary>Forgets whatever came late from an exchange that is over.</summary>
    public void Clear()
    {
        wire.DiscardInput();
        _framer.Reset();
        _inputStart = _inputEnd = 0;
        _early = null;
    }

    public PingResponse Ping()
    {
        for (int attempt = 0; attempt < options.PingAttempts; attempt++)
        {
            Clear();
            wire.Write(Frame.Ping.ToBytes());
            var deadline = After(options.Timeout < MaxPingTimeout ? options.Timeout : MaxPingTimeout);
            while (!deadline.Passed && Next(deadline) is { IsIncomplete: false } result)
            {
                if (result.Frame is { Type: FrameType.PingResponse } frame)
                    return PingResponse.Parse(frame).OrThrow(Name);
            }
        }

        throw MbootLinkFaults.NoAnswer.Exception($"{Name}: no answer to {options.PingAttempts} pings");
    }

    /// <summary>Sends a frame until it is acknowledged.</summary>
    /// <param name="frame">A command or data frame.</param>
    /// <param name="repeatsOnSilence">Whether silence may mean that the frame was lost.</param>
    /// <returns>False when the target ended the data phase instead.</returns>
    public bool Send(Frame frame, bool repeatsOnSilence = true)
    {
        var bytes = frame.ToBytes();
        bool refused = false;
        for (int attempt = 0; attempt < options.FrameAttempts; attempt++)
        {
            wire.Write(bytes);
            switch (WaitForAck())
            {
                case Answer.Ack:
                    return true;
                case Answer.Abort:
                    return false;
                case Answer.Nak:
                    refused = true;
                    break;
                case Answer.Silence when !repeatsOnSilence:
                    attempt = options.FrameAttempts;
                    break;
            }
        }

        throw refused
            ? MbootLinkFaults.Damaged.Exception($"{Name}: a {frame.Type} frame never arrived whole")
            : MbootLinkFaults.NoAnswer.Exception($"{Name}: a {frame.Type} frame was not acknowledged");
    }

    /// <summary>Receives a sound frame; damaged ones are asked for again. The caller acknowledges it.</summary>
    /// <param name="onSilence">What to say when nothing comes, once an attempt; null to give up at once.</param>
    public Frame Receive(Frame? onSilence = null)
    {
        if (_early is { } early)
        {
            _early = null;
            return early;
        }

        Fault? damage = null;
        for (int attempt = 0; attempt < options.FrameAttempts; attempt++)
        {
            var result = Next(After(options.Timeout));
            if (result.Frame is { Type: FrameType.Command or FrameType.Data or FrameType.Abort } frame)
                return frame;
            damage = result.Fault ?? damage;
            if (result.IsIncomplete && onSilence is null)
                break;
            if (result.Frame is null)
                wire.Write((result.Fault is null ? onSilence! : Frame.Nak).ToBytes());
        }

        throw damage is null
            ? MbootLinkFaults.NoAnswer.Exception($"{Name}: no answer within {options.Timeout.TotalMilliseconds:0} ms")
            : MbootLinkFaults.Damaged.Exception($"{Name}: {damage.What}");
    }

    public void Acknowledge() => wire.Write(Frame.Ack.ToBytes());

    // A command or data frame while an acknowledgement is due means that the acknowledgement was lost: the target never
    // speaks first.
    private Answer WaitForAck()
    {
        var deadline = After(options.Timeout);
        while (true)
        {
            var result = deadline.Passed ? default : Next(deadline);
            if (result.IsIncomplete)
                return Answer.Silence;
            switch (result.Frame?.Type)
            {
                case FrameType.Ack:
                    return Answer.Ack;
                case FrameType.Nak:
                    return Answer.Nak;
                case FrameType.Abort:
                    return Answer.Abort;
                case FrameType.Command or FrameType.Data:
                    _early = result.Frame;
                    return Answer.Ack;
                case null:
                    wire.Write(Frame.Nak.ToBytes());
                    break;
            }
        }
    }

    private FramerResult Next(Deadline deadline)
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = _input.AsSpan(_inputStart.._inputEnd);
            var result = _framer.Feed(ref rest);
            _inputStart = _inputEnd - rest.Length;
            if (!result.IsIncomplete)
                return result;
            _inputStart = 0;
            _inputEnd = wire.Read(_input, deadline);
            if (_inputEnd > 0)
                continue;
            _framer.Reset();
            return default;
        }
    }

    private Deadline After(TimeSpan span) => Deadline.After(clock, span, options.Cancellation);

    private enum Answer
    {
        Ack,
        Nak,
        Abort,
        Silence,
    }
}
