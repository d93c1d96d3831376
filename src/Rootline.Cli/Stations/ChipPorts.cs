using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Stations;

/// <summary>
/// The lines of a virtual chip on TCP ports: one thread serves them in turn, because the chip has none and takes one call at a time.
/// A debug server has its power from the chip: it hangs up when that goes, and takes nobody until it comes back.
/// </summary>
/// <param name="chip">The chip.</param>
/// <param name="clock">The clock.</param>
internal sealed class ChipPorts(SwitchedChip chip, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Alone = TimeSpan.FromMilliseconds(20);
    private readonly List<(IByteDevice Device, TcpPort Port)> _lines = [];

    /// <summary>Adds a port.</summary>
    /// <param name="name">The line.</param>
    /// <param name="device">What is on it: the chip's end, or something before that.</param>
    /// <param name="address">Where; port 0 takes one that is free.</param>
    /// <returns>Where, with the port that was bound.</returns>
    public TcpAddress Add(string name, IByteDevice device, TcpAddress address)
    {
        var port = TcpPort.Listen(address, () => chip.Try<ILiveChip>(live => live.Unplug(name)));
        _lines.Add((device, port));
        if (!name.StartsWith(TfmBody.Debug, StringComparison.Ordinal))
            return port.Address;
        port.Shut();
        chip.PowerChanged += isOn =>
        {
            if (isOn)
                port.Open();
            else
                port.Shut();
        };
        return port.Address;
    }

    /// <summary>Carries bytes until called off.</summary>
    /// <param name="cancellation">Ends it; that is no fault.</param>
    public void Run(CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                foreach (var (device, port) in _lines)
                    Serve(device, port, buffer, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, port) in _lines)
            port.Dispose();
    }

    // What a request makes the chip say goes out at once: a host waits for it.
    private void Serve(IByteDevice device, TcpPort port, byte[] buffer, CancellationToken cancellation)
    {
        int heard = port.Read(buffer, Deadline.After(clock, WaitFor(device), cancellation));
        if (heard > 0)
            device.Receive(buffer.AsSpan(0, heard));
        else if (device.NextDeadline <= clock.GetUtcNow())
            device.Tick();
        for (int said = device.Give(buffer); said > 0; said = device.Give(buffer))
            port.Write(buffer.AsSpan(0, said));
    }

    // A chip that was switched on meanwhile, or reset, has something to do that nobody on its line asked for.
    private TimeSpan WaitFor(IByteDevice device)
    {
        var longest = _lines.Count == 1 ? Alone : Turn;
        var due = device.NextDeadline - clock.GetUtcNow() ?? longest;
        return due < TimeSpan.Zero ? TimeSpan.Zero : due < longest ? due : longest;
    }
}
