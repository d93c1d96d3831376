using Rootline.Core.Power;
using Rootline.Core.Time;

namespace Rootline.Core.Wires;

/// <summary>
/// The host's end of a line to a virtual byte device, in memory. The device runs on the caller's thread. When the device's
/// power goes, the host hears nothing more.
/// </summary>
/// <param name="name">Names the wire in messages.</param>
/// <param name="device">The device.</param>
/// <param name="clock">The clock of both sides.</param>
/// <param name="baud">When not 0, a virtual clock moves on by 10 bits a byte at this rate, in both directions.</param>
public sealed class DeviceWire(string name, IByteDevice device, TimeProvider clock, int baud = 0) : IByteWire
{
    private const int BitsPerByte = 10;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <summary>True once the device's power went while it worked.</summary>
    public bool DeviceIsDead { get; private set; }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        while (true)
        {
            deadline.Cancellation.ThrowIfCancellationRequested();
            int count = Alive(buffer, static (d, b) => d.Give(b));
            if (count > 0)
            {
                Pass(count);
                return count;
            }

            if (deadline.Passed)
                return 0;
            var wake = DeviceIsDead ? null : device.NextDeadline;
            var wait = wake is { } at && at - clock.GetUtcNow() < deadline.Remaining ? at - clock.GetUtcNow() : deadline.Remaining;
            clock.Sleep(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, deadline.Cancellation);
            if (wake is not null && wake <= clock.GetUtcNow())
                Alive(buffer, static (d, _) =>
                {
                    d.Tick();
                    return 0;
                });
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Pass(bytes.Length);
        if (DeviceIsDead)
            return;
        try
        {
            device.Receive(bytes);
        }
        catch (PowerLostException)
        {
            DeviceIsDead = true;
        }
    }

    /// <inheritdoc/>
    public void Drain()
    {
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        Span<byte> waste = stackalloc byte[256];
        while (Alive(waste, static (d, b) => d.Give(b)) > 0)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private int Alive(Span<byte> buffer, DeviceCall call)
    {
        if (DeviceIsDead)
            return 0;
        try
        {
            return call(device, buffer);
        }
        catch (PowerLostException)
        {
            DeviceIsDead = true;
            return 0;
        }
    }

    private void Pass(int bytes)
    {
        if (baud > 0 && clock is VirtualClock simulated)
            simulated.Advance(TimeSpan.FromSeconds((double)bytes * BitsPerByte / baud));
    }

    private delegate int DeviceCall(IByteDevice device, Span<byte> buffer);
}
