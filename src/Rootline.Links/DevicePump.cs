using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links;

/// <summary>Runs a virtual device on a wire, on the caller's thread.</summary>
public static class DevicePump
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    /// <summary>Carries bytes between device and wire until called off.</summary>
    /// <param name="device">The device.</param>
    /// <param name="wire">The wire to whoever uses it.</param>
    /// <param name="clock">The device's clock.</param>
    /// <param name="cancellation">Ends the run; that is no fault.</param>
    /// <exception cref="Core.Faults.FaultException">The wire broke.</exception>
    /// <exception cref="Core.Power.PowerLostException">The device's power went.</exception>
    public static void Run(IByteDevice device, IByteWire wire, TimeProvider clock, CancellationToken cancellation)
    {
        Span<byte> buffer = stackalloc byte[1024];
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                for (int said = device.Give(buffer); said > 0; said = device.Give(buffer))
                    wire.Write(buffer[..said]);
                int heard = wire.Read(buffer, Deadline.After(clock, WaitFor(device, clock), cancellation));
                if (heard > 0)
                    device.Receive(buffer[..heard]);
                else if (device.NextDeadline <= clock.GetUtcNow())
                    device.Tick();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    private static TimeSpan WaitFor(IByteDevice device, TimeProvider clock)
    {
        var wait = device.NextDeadline - clock.GetUtcNow() ?? Idle;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
