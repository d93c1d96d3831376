using Rootline.Core.Wires;

namespace Rootline.Faults.Trip;

/// <summary>
/// A device on a line that falls silent, for good, at a byte of what the host says; it also notes where commands begin.
/// </summary>
/// <param name="inner">The device.</param>
/// <param name="tripAt">The byte, counted from the start; past it nothing is answered.</param>
/// <param name="hears">Whether the device still hears what the byte belongs to, or not even that.</param>
internal sealed class TrippedDevice(IByteDevice inner, int tripAt, bool hears) : IByteDevice
{
    private int _heard;

    /// <summary>Where command frames began.</summary>
    public List<int> Commands { get; } = [];

    /// <summary>Done when it falls silent.</summary>
    public Action Trip { get; set; } = static () => { };

    /// <summary>Whether it fell silent.</summary>
    public bool Tripped { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => Tripped ? null : inner.NextDeadline;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        if (Tripped)
            return;
        for (int i = 0; i + 1 < bytes.Length; i++)
        {
            if (bytes[i] == 0x5A && bytes[i + 1] == 0xA4)
                Commands.Add(_heard + i);
        }

        _heard += bytes.Length;
        bool now = _heard > tripAt;
        if (!now || hears)
            inner.Receive(bytes);
        if (!now)
            return;
        Tripped = true;
        Trip();
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination) => Tripped ? 0 : inner.Give(destination);

    /// <inheritdoc/>
    public void Tick()
    {
        if (!Tripped)
            inner.Tick();
    }
}
