using System.Globalization;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Decorators;

/// <summary>
/// A line of text for each frame that passes: time in UTC with microseconds, <c>&gt;</c> to the device or <c>&lt;</c> to the
/// host, the frame in words (<see cref="FrameText"/>). Damaged frames and bytes between frames are told as such.
/// </summary>
/// <param name="write">Takes a line.</param>
/// <param name="clock">The clock of the lines.</param>
public sealed class FrameTrace(Action<string> write, TimeProvider clock)
{
    private readonly Lane _toDevice = new();
    private readonly Lane _toHost = new();

    /// <summary>Takes bytes that pass.</summary>
    /// <param name="direction">Their direction.</param>
    /// <param name="bytes">The bytes, in any pieces.</param>
    public void Take(WireDirection direction, ReadOnlySpan<byte> bytes)
    {
        var lane = direction == WireDirection.ToDevice ? _toDevice : _toHost;
        while (!bytes.IsEmpty)
        {
            var result = lane.Framer.Feed(ref bytes);
            if (result.IsIncomplete)
                break;
            if (lane.Framer.Skipped > lane.Skipped)
                Write(direction, string.Create(CultureInfo.InvariantCulture, $"no frame, {lane.Framer.Skipped - lane.Skipped} bytes"));
            lane.Skipped = lane.Framer.Skipped;
            Write(direction, result.Frame is { } frame ? FrameText.Of(frame, direction) : $"damaged: {result.Fault!.What}");
        }
    }

    private void Write(WireDirection direction, string text)
    {
        string time = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        write($"{time} {(direction == WireDirection.ToDevice ? '>' : '<')} {text}");
    }

    private sealed class Lane
    {
        public Framer Framer { get; } = new(ushort.MaxValue);

        public long Skipped { get; set; }
    }
}
