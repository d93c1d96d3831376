using System.Security.Cryptography;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>
/// Packets and their acknowledgements, at the host's end. A packet is sent again when the other side says that it came damaged, and a damaged
/// answer is asked for again; on silence nothing is repeated. What was held of packets is wiped: memory may hold secrets.
/// </summary>
internal sealed class GdbHostLine(IByteWire wire, TimeProvider clock, GdbHostOptions options)
{
    /// <summary>More than any server announces as its packet size.</summary>
    private const int MaxContent = 64 << 10;

    private readonly RspFramer _framer = new(MaxContent);
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private byte[]? _early;

    public string Name => wire.Name;

    /// <summary>Sends a packet until it was taken.</summary>
    public void Send(ReadOnlySpan<byte> content)
    {
        byte[] frame = RspFrame.Write(content);
        try
        {
            for (int attempt = 0; attempt < options.PacketAttempts; attempt++)
            {
                wire.Write(frame);
                if (WasTaken())
                    return;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(frame);
        }

        throw GdbFaults.Packet.Exception($"{Name}: the server found a packet damaged {options.PacketAttempts} times");
    }

    /// <summary>Asks a core that runs to stop.</summary>
    public void Interrupt() => wire.Write([RspFrame.Interrupt]);

    /// <summary>Waits for a packet and acknowledges it; null when none came in time.</summary>
    public byte[]? Receive(TimeSpan patience)
    {
        if (_early is { } early)
        {
            _early = null;
            return early;
        }

        int damaged = 0;
        var deadline = Deadline.After(clock, patience, options.Cancellation);
        while (Next(deadline) is { Sign: not RspSign.Incomplete } heard)
        {
            if (heard.Sign == RspSign.Packet)
            {
                wire.Write([RspFrame.Acknowledged]);
                return heard.Content;
            }

            if (heard.Sign != RspSign.Damaged)
                continue;
            if (++damaged == options.PacketAttempts)
                throw heard.Fault!.In(Name).ToException();
            wire.Write([RspFrame.Refused]);
        }

        return null;
    }

    private bool WasTaken()
    {
        var deadline = Deadline.After(clock, options.Timeout, options.Cancellation);
        while (Next(deadline) is { Sign: not RspSign.Incomplete } heard)
        {
            switch (heard.Sign)
            {
                case RspSign.Acknowledged:
                    return true;
                case RspSign.Refused:
                    return false;
                case RspSign.Packet:
                    // The server answers without an acknowledgement, or said it before.
                    wire.Write([RspFrame.Acknowledged]);
                    _early = heard.Content;
                    return true;
            }
        }

        throw GdbLinkFaults.NoAnswer.Exception($"{Name}: no answer within {options.Timeout.TotalSeconds:0} s");
    }

    private RspEvent Next(Deadline deadline)
    {
        while (true)
        {
            var rest = new ReadOnlySpan<byte>(_buffer, _start, _end - _start);
            var made = _framer.Feed(ref rest);
            _start = _end - rest.Length;
            if (made.Sign != RspSign.Incomplete)
                return made;
            CryptographicOperations.ZeroMemory(_buffer.AsSpan(0, _end));
            (_start, _end) = (0, wire.Read(_buffer, deadline));
            if (_end == 0)
                return default;
        }
    }
}
