using System.Text;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Gdb;

namespace Rootline.TestSupport.Debug;

/// <summary>A debug server that answers as a test says: for each packet the contents of its answers, or bytes as they are behind <c>raw:</c>.</summary>
/// <param name="clock">Moved on where the server is silent.</param>
/// <param name="answer">The answers to a packet's content.</param>
public sealed class StubWire(VirtualClock clock, Func<string, IEnumerable<string>> answer) : IByteWire
{
    private readonly RspFramer _framer = new(64 << 10);
    private readonly Queue<byte> _said = new();

    /// <inheritdoc/>
    public string Name => "stub";

    /// <summary>The contents of all packets that came.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>The signs that came beside packets.</summary>
    public List<RspSign> Signs { get; } = [];

    /// <summary>Whether the server acknowledges packets by itself.</summary>
    public bool Acknowledges { get; set; } = true;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        int count = 0;
        while (count < buffer.Length && _said.TryDequeue(out byte next))
            buffer[count++] = next;
        if (count == 0)
            clock.Advance(deadline.Remaining);
        return count;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var made = _framer.Feed(ref bytes);
            if (made.Sign == RspSign.Packet)
                Answer(Encoding.Latin1.GetString(made.Content!));
            else if (made.Sign != RspSign.Incomplete)
                Signs.Add(made.Sign);
            if (made.Sign == RspSign.Interrupt)
                Answer("interrupt");
        }
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

    private void Answer(string content)
    {
        Heard.Add(content);
        if (Acknowledges && content != "interrupt")
            _said.Enqueue(RspFrame.Acknowledged);
        foreach (string said in answer(content))
        {
            byte[] bytes = said.StartsWith("raw:", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(said[4..]) : RspFrame.Write(Encoding.Latin1.GetBytes(said));
            Array.ForEach(bytes, _said.Enqueue);
        }
    }
}
