using Rootline.Core.Wires;

namespace Rootline.Links.Decorators;

/// <summary>
/// A device on whose line the next frames can be lost or damaged, and which can be made mute, while it runs. The switches may
/// be used by another thread than the one that carries the bytes.
/// </summary>
/// <param name="inner">The device.</param>
public sealed class DisturbedDevice(IByteDevice inner) : IByteDevice
{
    private readonly Lock _gate = new();
    private readonly FrameLane _toDevice = new();
    private readonly FrameLane _toHost = new();
    private readonly Queue<byte> _said = new();
    private volatile bool _isMute;

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => inner.NextDeadline;

    /// <summary>Whether nothing passes in either direction; what is said meanwhile is lost.</summary>
    public bool IsMute
    {
        get => _isMute;
        set => _isMute = value;
    }

    /// <summary>Disturbs the next frames of a direction, in place of what was asked before.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="fault">What becomes of them.</param>
    /// <param name="frames">How many; 0 for none.</param>
    public void Disturb(WireDirection direction, FrameFault fault, int frames)
    {
        lock (_gate)
            Lane(direction).Disturb(fault, frames);
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        if (_isMute)
            return;
        byte[] passed = Pass(WireDirection.ToDevice, bytes);
        if (passed.Length > 0)
            inner.Receive(passed);
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination)
    {
        for (int given = 1; _said.Count == 0 && given > 0;)
        {
            given = inner.Give(destination);
            foreach (byte b in _isMute ? [] : Pass(WireDirection.ToHost, destination[..given]))
                _said.Enqueue(b);
        }

        int count = 0;
        while (count < destination.Length && _said.TryDequeue(out byte b))
            destination[count++] = b;
        return count;
    }

    /// <inheritdoc/>
    public void Tick() => inner.Tick();

    private FrameLane Lane(WireDirection direction) => direction == WireDirection.ToDevice ? _toDevice : _toHost;

    private byte[] Pass(WireDirection direction, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
            return Lane(direction).Pass(bytes);
    }
}
