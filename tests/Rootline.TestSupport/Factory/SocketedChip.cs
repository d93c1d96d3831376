using Rootline.Core.Wires;

namespace Rootline.TestSupport.Factory;

/// <summary>Whatever chip is in the socket now: one that has no power is mute, one that was powered anew has forgotten.</summary>
internal sealed class SocketedChip(FactoryFloor floor) : IByteDevice
{
    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => floor.Device.Device.NextDeadline;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        floor.Chip.Demand();
        floor.Device.Device.Receive(bytes);
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination)
    {
        floor.Chip.Demand();
        return floor.Device.Device.Give(destination);
    }

    /// <inheritdoc/>
    public void Tick()
    {
        floor.Chip.Demand();
        floor.Device.Device.Tick();
    }
}
