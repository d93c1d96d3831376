using Rootline.Core.Time;

namespace Rootline.Core.Wires;

/// <summary>Two ends of a line in memory between two parties of a <see cref="Turnstile"/>, each on its own thread.</summary>
public sealed class WirePair
{
    private readonly Queue<byte> _toFirst = new();
    private readonly Queue<byte> _toSecond = new();

    /// <summary>Makes a pair.</summary>
    /// <param name="name">Names the line in messages.</param>
    /// <param name="turnstile">Decides who runs.</param>
    public WirePair(string name, Turnstile turnstile)
    {
        First = new End(name, turnstile, _toFirst, _toSecond);
        Second = new End(name, turnstile, _toSecond, _toFirst);
    }

    /// <summary>One end.</summary>
    public IByteWire First { get; }

    /// <summary>The other end.</summary>
    public IByteWire Second { get; }

    private sealed class End(string name, Turnstile turnstile, Queue<byte> input, Queue<byte> output) : IByteWire
    {
        public string Name { get; } = name;

        public int Read(Span<byte> buffer, Deadline deadline)
        {
            if (input.Count == 0)
                turnstile.WaitUntil(() => input.Count > 0, deadline);
            int count = 0;
            while (count < buffer.Length && input.TryDequeue(out byte b))
                buffer[count++] = b;
            return count;
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            foreach (byte b in bytes)
                output.Enqueue(b);
        }

        public void Drain()
        {
        }

        public void DiscardInput() => input.Clear();

        public void Dispose()
        {
        }
    }
}
