using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Bench;

/// <summary>A wire on a virtual clock: each byte takes 10 bits, each change from writing to reading a turn-around.</summary>
internal sealed class PacedLine(IByteWire inner, int baud, TimeSpan turnAround, VirtualClock clock) : IByteWire
{
    private const int BitsPerByte = 10;
    private bool _spoke;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        int count = inner.Read(buffer, deadline);
        if (count == 0)
            return 0;
        Pass(count);
        if (_spoke)
            clock.Advance(turnAround);
        _spoke = false;
        return count;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Pass(bytes.Length);
        _spoke = true;
        inner.Write(bytes);
    }

    /// <inheritdoc/>
    public void Drain() => inner.Drain();

    /// <inheritdoc/>
    public void DiscardInput() => inner.DiscardInput();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private void Pass(int bytes) => clock.Advance(TimeSpan.FromSeconds((double)bytes * BitsPerByte / baud));
}
