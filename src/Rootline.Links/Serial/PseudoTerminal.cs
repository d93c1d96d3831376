using System.Runtime.InteropServices;
using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links.Serial;

/// <summary>
/// A pseudo-terminal whose master end is this wire; other programs open the slave end as a serial port, under a path of the
/// user's choice. Clients may come and go: the slave end is kept open here, so the master never sees a hang-up.
/// </summary>
public sealed unsafe class PseudoTerminal : IByteWire
{
    private const int NameLength = 128;
    private const int AnyRate = 115200;

    private readonly Terminal _master;
    private readonly Terminal _slave;
    private readonly string? _link;

    private PseudoTerminal(string slaveName, Terminal master, Terminal slave, string? link)
    {
        SlaveName = slaveName;
        _master = master;
        _slave = slave;
        _link = link;
    }

    /// <summary>The chosen path, or the slave's own name.</summary>
    public string Name => _link ?? SlaveName;

    /// <summary>The slave end, for example <c>/dev/pts/4</c>.</summary>
    public string SlaveName { get; }

    /// <summary>Makes a pair of ends in raw mode.</summary>
    /// <param name="link">
    /// Where to put a symbolic link to the slave end, removed on dispose. A link that a killed process left behind is
    /// replaced; anything else there is refused.
    /// </param>
    /// <exception cref="Core.Faults.FaultException"><see cref="WireFaults.Unusable"/>.</exception>
    public static PseudoTerminal Create(string? link = null)
    {
        var master = new Terminal("pseudo-terminal", Checked(Libc.OpenMaster(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC)));
        Terminal? slave = null;
        try
        {
            Checked(Libc.Grant(master.Fd));
            Checked(Libc.Unlock(master.Fd));
            string name = SlaveNameOf(master.Fd);
            slave = new Terminal(name, Checked(Libc.Open(name, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC)));
            slave.MakeRaw(AnyRate);
            if (link is not null)
                Place(link, name);
            return new(name, master, slave, link);
        }
        catch
        {
            slave?.Dispose();
            master.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline) => _master.Read(buffer, deadline);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes) => _master.Write(bytes);

    /// <summary>Returns at once: what was written lies in the client's input already.</summary>
    public void Drain()
    {
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        Span<byte> waste = stackalloc byte[256];
        while (_master.Read(waste, Deadline.After(TimeProvider.System, TimeSpan.Zero)) > 0)
        {
        }
    }

    /// <summary>Throws away what no client has read, as an adapter does when its port is closed.</summary>
    public void DiscardUnread() => _slave.DiscardInput();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_link is not null && TargetOf(_link) == SlaveName)
            _ = Libc.Unlink(_link);
        _slave.Dispose();
        _master.Dispose();
    }

    private static void Place(string link, string slave)
    {
        if (IsLeftOver(link, slave))
            _ = Libc.Unlink(link);
        if (Libc.SymbolicLink(slave, link) != 0)
        {
            string why = Marshal.GetLastPInvokeError() == Libc.EEXIST ? "something else is there" : Libc.LastMessage();
            throw WireFaults.Unusable.Exception($"{link} cannot be made a link to {slave}: {why}", "choose another path, or remove what is there");
        }
    }

    // A link to nothing, or to the very name that the system has just given us, has no owner any more.
    private static bool IsLeftOver(string link, string slave) =>
        TargetOf(link) is { } target && (target == slave || (target.StartsWith("/dev/pts/", StringComparison.Ordinal) && Libc.Access(target, 0) != 0));

    private static string? TargetOf(string link)
    {
        Span<byte> target = stackalloc byte[NameLength];
        fixed (byte* start = target)
        {
            nint length = Libc.ReadLink(link, start, NameLength);
            return length is > 0 and < NameLength ? Marshal.PtrToStringUTF8((nint)start, (int)length) : null;
        }
    }

    private static string SlaveNameOf(int master)
    {
        Span<byte> name = stackalloc byte[NameLength];
        fixed (byte* start = name)
        {
            Checked(-Libc.SlaveName(master, start, NameLength));
            return Marshal.PtrToStringUTF8((nint)start)!;
        }
    }

    private static int Checked(int result) => result >= 0
        ? result
        : throw WireFaults.Unusable.Exception($"no pseudo-terminal can be made: {Libc.LastMessage()}");
}
