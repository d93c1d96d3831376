using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Tests.Links.Mboot;

/// <summary>A line on which a script answers: after the n-th write comes the n-th entry, and nothing else.</summary>
internal sealed class SpokenWire(params string[] answers) : IByteWire
{
    private readonly Queue<byte> _input = new();

    public VirtualClock Clock { get; } = new(VirtualClock.Epoch);

    public string Name => "script";

    /// <summary>What the host wrote, as hexadecimal.</summary>
    public List<string> Written { get; } = [];

    public int Read(Span<byte> buffer, Deadline deadline)
    {
        int count = 0;
        while (count < buffer.Length && _input.TryDequeue(out byte b))
            buffer[count++] = b;
        if (count == 0)
            Clock.Advance(deadline.Remaining);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Written.Add(Convert.ToHexString(bytes));
        if (Written.Count > answers.Length)
            return;
        foreach (byte b in Convert.FromHexString(answers[Written.Count - 1].Replace(" ", "", StringComparison.Ordinal)))
            _input.Enqueue(b);
    }

    public void Drain()
    {
    }

    public void DiscardInput() => _input.Clear();

    public void Dispose()
    {
    }
}
