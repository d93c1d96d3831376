using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Fuzz;

/// <summary>A wire whose other end says what the fuzzer wrote, a piece at each read, and then nothing.</summary>
/// <param name="pieces">What comes.</param>
/// <param name="clock">Moved on where the other end is silent.</param>
internal sealed class ScriptedByteWire(IEnumerable<byte[]> pieces, VirtualClock clock) : IByteWire
{
    private readonly Queue<byte> _said = new();
    private readonly Queue<byte[]> _pieces = new(pieces);

    /// <inheritdoc/>
    public string Name => "fuzz";

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        if (_said.Count == 0 && _pieces.TryDequeue(out byte[]? next))
            Array.ForEach(next, _said.Enqueue);
        int count = Math.Min(buffer.Length, _said.Count);
        for (int i = 0; i < count; i++)
            buffer[i] = _said.Dequeue();
        if (count == 0)
            clock.Advance(deadline.Remaining);
        return count;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
    }

    /// <inheritdoc/>
    public void Drain()
    {
    }

    /// <inheritdoc/>
    public void DiscardInput() => _said.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
