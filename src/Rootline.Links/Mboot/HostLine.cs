using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>
/// Single frames on a UART: waits for the acknowledgement of what it sent, acknowledges what it got, repeats a frame on NAK
/// and asks for a damaged one again, a bounded number of times. Source: nxp-mboot 1.1 to 1.3.
/// </summary>
internal sealed class HostLine(IByteWire wire, TimeProvider clock, MbootHostOptions options) : IHostCarrier
{
    /// <summary>More bytes than this before an answer to a ping are no line noise but another conversation.</summary>
    private const int MaxDummyBytes = 50;

    private static readonly TimeSpan MaxPingTimeout = TimeSpan.FromMilliseconds(500);

    // A packet that the target repeated on its own may cross with ours; then its acknowledgement follows at once.
    private static readonly TimeSpan CrossingTime = TimeSpan.FromMilliseconds(50);

    // A target that repeats on its own waits at least this long.
    private static readonly TimeSpan RepetitionTime = TimeSpan.FromSeconds(1);

    private readonly HostInput _input = new(wire);
    private Frame? _early;

    public string Name => wire.Name;

    public int MaxPiece => ushort.MaxValue;

    public bool ReadsInPieces => false;

    public bool HasEarlyFrame => _early is not null;

    public bool MayBeRepetition { get; private set; }

    public void Clear()
    {
        _input.Clear();
        _early = null;
    }

    public PingResponse? Ping()
    {
        for (int attempt = 0; attempt < options.PingAttempts; attempt++)
        {
            Clear();
            long skipped = _input.Skipped;
            wire.Write(Frame.Ping.ToBytes());
            var deadline = After(Shorter(options.Timeout, MaxPingTimeout));
            while (!deadline.Passed && _input.Next(deadline) is { IsIncomplete: false } result && _input.Skipped - skipped <= MaxDummyBytes)
            {
                if (result.Frame is { Type: FrameType.PingResponse } frame)
                    return PingResponse.Parse(frame).OrThrow(Name);
            }
        }

        throw MbootLinkFaults.NoAnswer.Exception($"{Name}: no answer to {options.PingAttempts} pings");
    }

    public bool Send(Frame frame, bool repeatsOnSilence)
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

    public Frame Receive(bool asksAgain = true)
    {
        MayBeRepetition = false;
        if (_early is { } early)
        {
            _early = null;
            return early;
        }

        Fault? damage = null;
        long begin = clock.GetTimestamp();
        for (int attempt = 0; attempt < options.FrameAttempts; attempt++)
        {
            var result = NextPacket(After(options.Timeout));
            if (result.Frame is { } frame)
            {
                MayBeRepetition |= clock.GetElapsedTime(begin) >= RepetitionTime;
                return frame;
            }

            damage = result.Fault ?? damage;
            if (result.IsIncomplete && !asksAgain)
                break;

            // To a target a NAK means: say again what you said last. One that has nothing to say ignores it.
            MayBeRepetition |= result.IsIncomplete;
            wire.Write(Frame.Nak.ToBytes());
        }

        throw damage is null
            ? MbootLinkFaults.NoAnswer.Exception($"{Name}: no answer within {options.Timeout.TotalMilliseconds:0} ms")
            : MbootLinkFaults.Damaged.Exception($"{Name}: {damage.What}");
    }

    public void Acknowledge() => wire.Write(Frame.Ack.ToBytes());

    // A packet while an acknowledgement is due means that the acknowledgement was lost: the target never speaks first. Only if
    // the acknowledgement follows, the packet was a repetition of an older one, and is forgotten.
    private Answer WaitForAck()
    {
        var deadline = After(options.Timeout);
        if (_input.TakeBareAck(deadline))
            return Answer.Ack;
        while (true)
        {
            var result = deadline.Passed ? default : _input.Next(deadline);
            if (result.IsIncomplete)
                return HasEarlyFrame ? Answer.Ack : Answer.Silence;
            switch (result.Frame?.Type)
            {
                case FrameType.Ack:
                    _early = null;
                    return Answer.Ack;
                case FrameType.Nak when !HasEarlyFrame:
                    return Answer.Nak;
                case FrameType.Abort:
                    return Answer.Abort;
                case FrameType.Command or FrameType.Data when result.Frame.Payload.IsEmpty:
                    Acknowledge();
                    return Answer.Abort;
                case FrameType.Command or FrameType.Data:
                    _early = result.Frame;
                    deadline = After(Shorter(options.Timeout, CrossingTime));
                    break;
                case null:
                    wire.Write(Frame.Nak.ToBytes());
                    break;
            }
        }
    }

    // What is neither packet nor data belongs to an exchange that is over.
    private FramerResult NextPacket(Deadline deadline)
    {
        while (true)
        {
            var result = deadline.Passed ? default : _input.Next(deadline);
            if (result.Frame is null or { Type: FrameType.Command or FrameType.Data or FrameType.Abort })
                return result;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private Deadline After(TimeSpan span) => Deadline.After(clock, span, options.Cancellation);

    private enum Answer
    {
        Ack,
        Nak,
        Abort,
        Silence,
    }
}
