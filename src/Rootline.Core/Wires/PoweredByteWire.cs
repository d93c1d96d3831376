using Rootline.Core.Power;
using Rootline.Core.Time;

namespace Rootline.Core.Wires;

/// <summary>A party's end of a line: dead once the party's power is gone, also for clean-up code.</summary>
/// <param name="wire">The line; disposed with this end.</param>
/// <param name="power">The party's power domain.</param>
public sealed class PoweredByteWire(IByteWire wire, PowerDomain power) : IByteWire
{
    /// <inheritdoc/>
    public string Name => wire.Name;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        power.Demand();
        return wire.Read(buffer, deadline);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        power.Demand();
        wire.Write(bytes);
    }

    /// <inheritdoc/>
    public void Drain() => power.Demand();

    /// <inheritdoc/>
    public void DiscardInput()
    {
        power.Demand();
        wire.DiscardInput();
    }

    /// <inheritdoc/>
    public void Dispose() => wire.Dispose();
}
