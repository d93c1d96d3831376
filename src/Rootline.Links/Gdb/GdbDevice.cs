using System.Security.Cryptography;
using Rootline.Core.Wires;
using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>
/// The server's side of the GDB remote protocol over a virtual core. The core stands from the first packet of a client on; while it runs,
/// it is given a slice of work at each <see cref="Tick"/>. A client that is gone takes its breakpoints with it, and the core stays as it is.
/// </summary>
public sealed class GdbDevice : IByteDevice
{
    /// <summary>Longest packet in bytes, and twice the most memory in one.</summary>
    public const int PacketSize = 0x1000;

    /// <summary>The time between two slices of a core that runs.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _clock;
    private readonly IDebugTarget _target;
    private readonly GdbCommands _commands;
    private readonly RspFramer _framer = new(PacketSize);
    private readonly List<byte> _output = [];
    private byte[] _lastFrame = [];
    private DateTimeOffset? _due;
    private bool _acknowledges = true;

    /// <summary>Makes a server that waits for a client.</summary>
    /// <param name="target">The core.</param>
    /// <param name="clock">Decides when a core that runs is given its next slice.</param>
    public GdbDevice(IDebugTarget target, TimeProvider clock)
    {
        _clock = clock;
        _target = target;
        _commands = new(target);
    }

    /// <summary>Whether the core runs.</summary>
    public bool IsRunning { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => IsRunning && !_target.IsIdle ? _due : null;

    /// <summary>Lets the core run without a client, from where it stands.</summary>
    public void Run()
    {
        _target.Resume();
        (IsRunning, _due) = (true, _clock.GetUtcNow());
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var heard = _framer.Feed(ref bytes);
            switch (heard.Sign)
            {
                case RspSign.Packet:
                    Sign(RspFrame.Acknowledged);
                    Take(heard.Content!);
                    CryptographicOperations.ZeroMemory(heard.Content);
                    break;
                case RspSign.Damaged:
                    Sign(RspFrame.Refused);
                    break;
                case RspSign.Refused:
                    _output.AddRange(_lastFrame);
                    break;
                case RspSign.Interrupt when IsRunning:
                    _target.Halt();
                    Stand(StopSignal.Interrupt);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _output.Count);
        var given = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_output)[..count];
        given.CopyTo(destination);
        CryptographicOperations.ZeroMemory(given);
        _output.RemoveRange(0, count);
        return count;
    }

    /// <inheritdoc/>
    public void Tick()
    {
        if (NextDeadline is not { } due || _clock.GetUtcNow() < due)
            return;
        _due = _clock.GetUtcNow() + Slice;
        if (_target.Run() is { } signal)
            Stand(signal);
    }

    /// <summary>The client is gone: what was still to be said to it is lost.</summary>
    public void Unplug()
    {
        Forget(_lastFrame);
        _output.Clear();
        _framer.Reset();
        _commands.Forget();
        _acknowledges = true;
    }

    private void Take(ReadOnlySpan<byte> content)
    {
        // A client that comes to a core that runs finds it standing, as with other servers.
        if (IsRunning)
        {
            _target.Halt();
            IsRunning = false;
        }

        var reply = _commands.Execute(content);
        if (reply.Content is { } answer)
            Say(answer);
        if (reply.Signal is { } signal)
            Stand(signal);
        if (reply.Resumes)
            Run();
        _acknowledges &= !reply.EndsAcknowledgement;
    }

    private void Stand(StopSignal signal)
    {
        IsRunning = false;
        Say(new StopReply(signal).ToBytes());
    }

    private void Say(byte[] content)
    {
        Forget(_lastFrame);
        _lastFrame = RspFrame.Write(content);
        CryptographicOperations.ZeroMemory(content);
        _output.AddRange(_lastFrame);
    }

    private void Sign(byte sign)
    {
        if (_acknowledges)
            _output.Add(sign);
    }

    private static void Forget(byte[] frame) => CryptographicOperations.ZeroMemory(frame);
}
