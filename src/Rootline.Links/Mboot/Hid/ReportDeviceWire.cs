using Rootline.Core.Power;
using Rootline.Core.Time;

namespace Rootline.Links.Mboot.Hid;

/// <summary>The host's end of a wire to a report device in memory. When the device's power goes, the host hears nothing more.</summary>
/// <param name="name">Names the wire in messages.</param>
/// <param name="device">The device.</param>
/// <param name="clock">The clock of both sides.</param>
public sealed class ReportDeviceWire(string name, IReportDevice device, TimeProvider clock) : IReportWire
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <summary>True once the device's power went while it worked.</summary>
    public bool DeviceIsDead { get; private set; }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> report)
    {
        if (DeviceIsDead)
            return;
        try
        {
            device.Receive(report);
        }
        catch (PowerLostException)
        {
            DeviceIsDead = true;
        }
    }

    /// <inheritdoc/>
    public byte[]? Read(Deadline deadline)
    {
        deadline.Cancellation.ThrowIfCancellationRequested();
        if (Take() is { } report)
            return report;
        clock.Sleep(deadline.Remaining, deadline.Cancellation);
        return null;
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        while (Take() is not null)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private byte[]? Take()
    {
        try
        {
            return DeviceIsDead ? null : device.Give();
        }
        catch (PowerLostException)
        {
            DeviceIsDead = true;
            return null;
        }
    }
}
