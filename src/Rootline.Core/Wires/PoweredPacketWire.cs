using Rootline.Core.Power;

namespace Rootline.Core.Wires;

/// <summary>A party's end of a packet wire: dead once the party's power is gone, also for clean-up code.</summary>
/// <param name="wire">The wire; disposed with this end.</param>
/// <param name="power">The party's power domain.</param>
public sealed class PoweredPacketWire(IPacketWire wire, PowerDomain power) : IPacketWire
{
    /// <inheritdoc/>
    public string Name => wire.Name;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Identity => wire.Identity;

    /// <inheritdoc/>
    public byte[] Exchange(ReadOnlySpan<byte> packet)
    {
        power.Demand();
        return wire.Exchange(packet);
    }

    /// <inheritdoc/>
    public void Reset()
    {
        power.Demand();
        wire.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => wire.Dispose();
}
