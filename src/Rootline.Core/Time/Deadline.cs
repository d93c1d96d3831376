namespace Rootline.Core.Time;

/// <summary>Until when to wait, on whose clock, and who may call it off.</summary>
public readonly struct Deadline
{
    private readonly long _end;

    private Deadline(TimeProvider clock, long end, CancellationToken cancellation) =>
        (Clock, _end, Cancellation) = (clock, end, cancellation);

    /// <summary>The clock that decides.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Cancelled when the operator gives up.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>A deadline that lies <paramref name="span"/> ahead.</summary>
    /// <param name="clock">The clock that decides.</param>
    /// <param name="span">How long to wait.</param>
    /// <param name="cancellation">Who may call it off.</param>
    public static Deadline After(TimeProvider clock, TimeSpan span, CancellationToken cancellation = default) =>
        new(clock, clock.GetTimestamp() + (long)(span.TotalSeconds * clock.TimestampFrequency), cancellation);

    /// <summary>What is left, never negative.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = Clock.GetElapsedTime(Clock.GetTimestamp(), _end);
            return left < TimeSpan.Zero ? TimeSpan.Zero : left;
        }
    }

    /// <summary>True when nothing is left.</summary>
    public bool Passed => Remaining == TimeSpan.Zero;
}
