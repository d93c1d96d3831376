using Rootline.Core.Power;
using Rootline.Core.Wires;

namespace Rootline.Tests.Core.Wires;

/// <summary>A device that gives back what it took, says a word of its own at its deadline, and may lose its power.</summary>
internal sealed class EchoDevice(TimeProvider clock, PowerDomain power) : IByteDevice, IPacketDevice
{
    private readonly Queue<byte> _output = new();

    public DateTimeOffset? NextDeadline { get; set; }

    public int Resets { get; private set; }

    public ReadOnlyMemory<byte> Identity { get; } = new byte[] { 0x3B };

    public void Receive(ReadOnlySpan<byte> bytes)
    {
        power.Demand();
        foreach (byte b in bytes)
            _output.Enqueue(b);
    }

    public int Give(Span<byte> destination)
    {
        power.Demand();
        int count = 0;
        while (count < destination.Length && _output.TryDequeue(out byte b))
            destination[count++] = b;
        return count;
    }

    public void Tick()
    {
        if (clock.GetUtcNow() < NextDeadline)
            throw new InvalidOperationException("ticked before its time");
        NextDeadline = null;
        _output.Enqueue(0xAA);
    }

    public byte[] Answer(ReadOnlySpan<byte> packet)
    {
        power.Demand();
        return packet.ToArray();
    }

    public void Reset() => Resets++;
}
