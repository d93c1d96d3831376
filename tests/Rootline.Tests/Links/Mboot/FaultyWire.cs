using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Tests.Links.Mboot;

/// <summary>A line on which single writes and single bytes of the answers can be changed or lost.</summary>
internal sealed class FaultyWire(IByteWire inner) : IByteWire
{
    private int _heard;

    public string Name => inner.Name;

    /// <summary>Everything the host wrote, one entry a frame, before any change.</summary>
    public List<byte[]> Written { get; } = [];

    /// <summary>Bytes that the host heard so far.</summary>
    public int Heard => _heard;

    /// <summary>Maps the n-th write, counted from 0, to what reaches the device.</summary>
    public Func<int, byte[], byte[]> ToDevice { get; set; } = (_, bytes) => bytes;

    /// <summary>Maps the n-th byte from the device, counted from 0, to what reaches the host; null loses it.</summary>
    public Func<int, byte, byte?> ToHost { get; set; } = (_, b) => b;

    public int Read(Span<byte> buffer, Deadline deadline)
    {
        while (true)
        {
            int count = inner.Read(buffer[..1], deadline);
            if (count == 0)
                return 0;
            if (ToHost(_heard++, buffer[0]) is not { } b)
                continue;
            buffer[0] = b;
            return 1;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Written.Add(bytes.ToArray());
        inner.Write(ToDevice(Written.Count - 1, bytes.ToArray()));
    }

    public void Drain() => inner.Drain();

    public void DiscardInput() => inner.DiscardInput();

    public void Dispose() => inner.Dispose();
}
