using Rootline.Chips.Nordic;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Stations;

/// <summary>The TCP ports of a virtual part with several wires: one thread serves them in turn, because the part has none and takes one call at a time.</summary>
/// <param name="clock">The clock.</param>
internal sealed class PartPorts(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);
    private readonly List<(IByteDevice Device, TcpPort Port)> _lines = [];

    /// <summary>Adds a debug server for a core.</summary>
    /// <param name="chip">The part.</param>
    /// <param name="isNetwork">Which core.</param>
    /// <param name="address">Where.</param>
    /// <returns>Where, with the port that was bound.</returns>
    public TcpAddress AddDebugger(NordicChip chip, bool isNetwork, TcpAddress address)
    {
        var device = new GdbDevice(new NordicDebugTarget(chip, isNetwork), clock);
        return Add(device, TcpPort.Listen(address, device.Unplug));
    }

    /// <summary>Adds a console.</summary>
    /// <param name="core">Whose.</param>
    /// <param name="address">Where.</param>
    /// <returns>Where, with the port that was bound.</returns>
    public TcpAddress AddConsole(NordicCore core, TcpAddress address) => Add(core.Uart, TcpPort.Listen(address, static () => { }));

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

    // What a request makes the part say goes out at once: a host waits for it.
    private void Serve(IByteDevice device, TcpPort port, byte[] buffer, CancellationToken cancellation)
    {
        int heard = port.Read(buffer, Deadline.After(clock, Turn, cancellation));
        if (heard > 0)
            device.Receive(buffer.AsSpan(0, heard));
        else if (device.NextDeadline <= clock.GetUtcNow())
            device.Tick();
        for (int said = device.Give(buffer); said > 0; said = device.Give(buffer))
            port.Write(buffer.AsSpan(0, said));
    }

    private TcpAddress Add(IByteDevice device, TcpPort port)
    {
        _lines.Add((device, port));
        return port.Address;
    }
}
