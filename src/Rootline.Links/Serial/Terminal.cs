using System.Runtime.InteropServices;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links.Serial;

/// <summary>An open terminal: raw bytes in and out with deadlines. Both ends of a pseudo-terminal and real ports are one.</summary>
internal sealed unsafe class Terminal(string name, int fd) : IDisposable
{
    // asm-generic/termbits.h.
    private const uint EightBits = 0x30;
    private const uint ReceiverOn = 0x80;
    private const uint IgnoreModemLines = 0x800;
    private const uint RateInNumbers = 0x1000;
    private const int InputRateShift = 16;
    private const int MinimumIndex = 6;
    private const int TimeIndex = 5;
    private const int InputQueue = 0;

    // A UART tolerates a few percent between both ends; half of that is left to the other one.
    private const double RateTolerance = 0.02;

    // Cancellation is looked at this often while a read waits.
    private const int SliceMilliseconds = 50;
    private const int WriteStallMilliseconds = 10_000;

    private int _fd = fd;

    public bool IsOpen => _fd >= 0;

    public int Fd => _fd >= 0 ? _fd : throw WireFaults.Gone.Exception($"{name} is closed");

    /// <summary>
    /// Raw bytes, 8N1, no flow control, modem lines ignored, at any rate. Every flag is set, not changed: what another program
    /// left there is gone. HUPCL is off, so that closing and opening the port within a flow does not pulse DTR, which resets
    /// many boards.
    /// </summary>
    public void MakeRaw(int baud)
    {
        Libc.Termios termios;
        if (Libc.Ioctl(Fd, Libc.TCGETS2, &termios) != 0)
            throw IsNoTerminal();
        (termios.InputFlags, termios.OutputFlags, termios.LocalFlags, termios.Line) = (0, 0, 0, 0);
        termios.ControlFlags = EightBits | ReceiverOn | IgnoreModemLines | RateInNumbers | (RateInNumbers << InputRateShift);
        (termios.InputSpeed, termios.OutputSpeed) = ((uint)baud, (uint)baud);
        termios.ControlCharacters[MinimumIndex] = 0;
        termios.ControlCharacters[TimeIndex] = 0;
        if (Libc.Ioctl(Fd, Libc.TCSETS2, &termios) != 0)
            throw SerialFaults.Rate.Exception($"{name} cannot be set to {baud} baud: {Libc.LastMessage()}");
        if (Libc.Ioctl(Fd, Libc.TCGETS2, &termios) != 0)
            throw Gone();
        // A driver that cannot do a rate sets another one and says so only here.
        if (Math.Abs(termios.OutputSpeed - (double)baud) > baud * RateTolerance)
            throw SerialFaults.Rate.Exception($"{name} runs at {termios.OutputSpeed} baud where {baud} were asked for");
    }

    public int Read(Span<byte> buffer, Deadline deadline)
    {
        while (true)
        {
            deadline.Cancellation.ThrowIfCancellationRequested();
            int slice = (int)Math.Ceiling(Math.Min(SliceMilliseconds, deadline.Remaining.TotalMilliseconds));
            short events = Poll(Libc.POLLIN, slice);
            if ((events & Libc.POLLIN) != 0 && ReadOnce(buffer) is > 0 and var count)
                return count;
            if ((events & ~Libc.POLLIN) != 0)
                throw WireFaults.Gone.Exception($"{name} was unplugged, or its other end went away");
            if (deadline.Passed)
                return 0;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint count;
            fixed (byte* start = bytes)
                count = Libc.Write(Fd, start, (nuint)bytes.Length);
            int error = Marshal.GetLastPInvokeError();
            if (count > 0)
                bytes = bytes[(int)count..];
            else if (count < 0 && error is not (Libc.EAGAIN or Libc.EINTR))
                throw Gone();
            else if (Poll(Libc.POLLOUT, WriteStallMilliseconds) == 0)
                throw SerialFaults.Stalled.Exception($"{name} took no byte for {WriteStallMilliseconds / 1000} s");
        }
    }

    public void Drain()
    {
        while (Libc.Drain(Fd) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Libc.EINTR)
                throw Gone();
        }
    }

    public void DiscardInput()
    {
        if (Libc.Flush(Fd, InputQueue) != 0)
            throw Gone();
    }

    public void Dispose()
    {
        if (_fd >= 0)
            _ = Libc.Close(_fd);
        _fd = -1;
    }

    private int ReadOnce(Span<byte> buffer)
    {
        nint count;
        fixed (byte* start = buffer)
            count = Libc.Read(Fd, start, (nuint)buffer.Length);
        if (count >= 0)
            return (int)count;
        return Marshal.GetLastPInvokeError() is Libc.EAGAIN or Libc.EINTR ? 0 : throw Gone();
    }

    private short Poll(short events, int milliseconds)
    {
        var entry = new Libc.PollFd { Fd = Fd, Events = events };
        int count = Libc.Poll(&entry, 1, milliseconds);
        if (count < 0 && Marshal.GetLastPInvokeError() != Libc.EINTR)
            throw Gone();
        return count > 0 ? entry.Revents : count < 0 ? events : (short)0;
    }

    private FaultException IsNoTerminal() => Marshal.GetLastPInvokeError() == Libc.EIO
        ? Gone()
        : SerialFaults.NotTerminal.Exception($"{name} is no terminal: {Libc.LastMessage()}");

    private FaultException Gone() => WireFaults.Gone.Exception($"{name}: {Libc.LastMessage()}");
}
