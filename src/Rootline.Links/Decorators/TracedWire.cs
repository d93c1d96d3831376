using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links.Decorators;

/// <summary>Any wire with a trace of its frames.</summary>
/// <param name="inner">The wire; disposed with this one.</param>
/// <param name="trace">Takes what passes.</param>
/// <param name="end">Where what is written here goes: to the device at the host's end.</param>
public sealed class TracedWire(IByteWire inner, FrameTrace trace, WireDirection end = WireDirection.ToDevice) : IByteWire
{
    private readonly WireDirection _other = end == WireDirection.ToDevice ? WireDirection.ToHost : WireDirection.ToDevice;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        int count = inner.Read(buffer, deadline);
        trace.Take(_other, buffer[..count]);
        return count;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        trace.Take(end, bytes);
        inner.Write(bytes);
    }

    /// <inheritdoc/>
    public void Drain() => inner.Drain();

    /// <inheritdoc/>
    public void DiscardInput() => inner.DiscardInput();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
