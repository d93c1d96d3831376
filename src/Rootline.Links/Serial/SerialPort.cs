using System.Runtime.InteropServices;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links.Serial;

/// <summary>
/// A serial port on Linux: raw bytes, 8 data bits, no parity, 1 stop bit, no flow control. Held alone: another program that
/// asks for the port is refused.
/// </summary>
public sealed unsafe class SerialPort : IByteWire
{
    private const string PseudoTerminalFolder = "/dev/pts/";

    private readonly Terminal _terminal;

    private SerialPort(string name, Terminal terminal) => (Name, _terminal) = (name, terminal);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The highest rate.</summary>
    public const int FastestBaud = 3_000_000;

    /// <summary>Opens a port and throws away what it had received before.</summary>
    /// <param name="path">For example <c>/dev/ttyUSB0</c>, or the slave end of a pseudo-terminal.</param>
    /// <param name="baud">Any rate from 1 to 3,000,000; also one that has no name in POSIX.</param>
    /// <exception cref="FaultException">
    /// <see cref="WireFaults.Busy"/>, <see cref="WireFaults.Unusable"/>, <see cref="SerialFaults"/>.
    /// </exception>
    public static SerialPort Open(string path, int baud)
    {
        if (baud is < 1 or > FastestBaud)
            throw SerialFaults.Rate.Exception($"{path}: {baud} baud is not a rate from 1 to {FastestBaud}");
        int fd = Libc.Open(path, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (fd < 0)
            throw PortRefusal.Of(path, "cannot be opened", Marshal.GetLastPInvokeError());
        var terminal = new Terminal(path, fd);
        try
        {
            Claim(path, fd);
            terminal.MakeRaw(baud);
            AskForLowLatency(fd);
            RaiseModemLines(fd);
            terminal.DiscardInput();
            return new(path, terminal);
        }
        catch
        {
            terminal.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline) => _terminal.Read(buffer, deadline);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes) => _terminal.Write(bytes);

    /// <inheritdoc/>
    public void Drain() => _terminal.Drain();

    /// <inheritdoc/>
    public void DiscardInput() => _terminal.DiscardInput();

    // Given back before it is closed: a program that is just being started holds a copy of the descriptor for a moment, and
    // with it whatever closing alone would end.
    /// <inheritdoc/>
    public void Dispose()
    {
        if (_terminal.IsOpen)
        {
            _ = Libc.Lock(_terminal.Fd, Libc.LOCK_UN);
            _ = Libc.Ioctl(_terminal.Fd, Libc.TIOCNXCL, null);
        }

        _terminal.Dispose();
    }

    // The lock ends with the process whatever happens, and holds against root too. The terminal's own exclusive mode holds
    // against programs that do not lock, but on a pseudo-terminal it would outlive a killed process: there it is left off.
    private static void Claim(string path, int fd)
    {
        if (!IsTerminal(fd))
            throw SerialFaults.NotTerminal.Exception($"{path} is no terminal");
        if (Libc.Lock(fd, Libc.LOCK_EX | Libc.LOCK_NB) != 0)
            throw WireFaults.Busy.Exception($"{path} is held by another program");
        if (!IsPseudoTerminal(fd) && Libc.Ioctl(fd, Libc.TIOCEXCL, null) != 0)
            throw PortRefusal.Of(path, "cannot be held alone", Marshal.GetLastPInvokeError());
    }

    private static bool IsTerminal(int fd)
    {
        Libc.Termios termios;
        return Libc.Ioctl(fd, Libc.TCGETS2, &termios) == 0 || Marshal.GetLastPInvokeError() != Libc.ENOTTY;
    }

    private static bool IsPseudoTerminal(int fd)
    {
        Span<byte> name = stackalloc byte[64];
        fixed (byte* start = name)
            return Libc.TtyName(fd, start, (nuint)name.Length) == 0 && Marshal.PtrToStringUTF8((nint)start)!.StartsWith(PseudoTerminalFolder, StringComparison.Ordinal);
    }

    // Some adapters power their level shifter from these lines; a port without them (ENOTTY, EINVAL) is as good.
    private static void RaiseModemLines(int fd)
    {
        int lines = Libc.TIOCM_DTR_RTS;
        _ = Libc.Ioctl(fd, Libc.TIOCMBIS, &lines);
    }

    // USB adapters collect bytes for up to 16 ms otherwise. A driver without the switch, or a user who may not set it, is as
    // good, only slower. struct serial_struct of linux/serial.h: flags are the fifth int.
    private static void AskForLowLatency(int fd)
    {
        const int flags = 4;
        const int lowLatency = 0x2000;
        int* serial = stackalloc int[32];
        if (Libc.Ioctl(fd, Libc.TIOCGSERIAL, serial) != 0)
            return;
        serial[flags] |= lowLatency;
        _ = Libc.Ioctl(fd, Libc.TIOCSSERIAL, serial);
    }
}
