using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links.Decorators;

/// <summary>
/// Any wire at the pace of a UART: 10 bits a byte (8N1), in both directions, one after the other, as protocols of question and
/// answer use it. On a virtual clock exact: with a device in memory behind it, it computes the shortest time that a
/// conversation can take. On a real clock less than a millisecond is carried over to the next bytes, and what a wait took too
/// long is made up for, so that the rate holds on the whole.
/// </summary>
/// <param name="inner">The wire; disposed with this one.</param>
/// <param name="baud">The rate, 1 to 100,000,000 bit/s.</param>
/// <param name="clock">The clock that waits.</param>
public sealed class PacedWire(IByteWire inner, int baud, TimeProvider clock) : IByteWire
{
    /// <summary>Bits a byte takes on the line: start, 8 data, stop.</summary>
    public const int BitsPerByte = 10;

    private const int FastestBaud = 100_000_000;
    private static readonly TimeSpan MostCredit = TimeSpan.FromMilliseconds(20);

    private readonly int _baud = baud is > 0 and <= FastestBaud ? baud : throw new ArgumentOutOfRangeException(nameof(baud));
    private readonly TimeSpan _leastWait = clock is VirtualClock ? TimeSpan.FromTicks(1) : TimeSpan.FromMilliseconds(1);
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _free;
    private TimeSpan _credit;
    private bool _hostSpoke;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <summary>How long the other side takes before it answers, added whenever the direction changes from write to read.</summary>
    public TimeSpan TurnAround { get; init; }

    /// <summary>How long bytes take on the line.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="baud">The rate in bit/s.</param>
    public static TimeSpan TimeOf(long bytes, int baud) => TimeSpan.FromTicks((long)Math.Ceiling((double)bytes * BitsPerByte * TimeSpan.TicksPerSecond / baud));

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        int count = inner.Read(buffer, deadline);
        if (count > 0)
            Pass(TimeOf(count, _baud) + (_hostSpoke ? TurnAround : TimeSpan.Zero), deadline.Cancellation);
        _hostSpoke &= count == 0;
        return count;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Pass(TimeOf(bytes.Length, _baud), CancellationToken.None);
        _hostSpoke = true;
        inner.Write(bytes);
    }

    /// <inheritdoc/>
    public void Drain() => inner.Drain();

    /// <inheritdoc/>
    public void DiscardInput() => inner.DiscardInput();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    // The line is busy until _free. It begins to be so now, or, after a wait that took too long, when the wait should have ended.
    private void Pass(TimeSpan span, CancellationToken cancellation)
    {
        var now = clock.GetElapsedTime(_start);
        var begin = now - _credit;
        _free = (begin > _free ? begin : _free) + span;
        if (_free - now < _leastWait)
            return;
        clock.Sleep(_free - now, cancellation);
        var over = clock.GetElapsedTime(_start) - _free;
        _credit = over < TimeSpan.Zero ? TimeSpan.Zero : over < MostCredit ? over : MostCredit;
    }
}
