namespace Rootline.Core.Time;

/// <summary>Waiting on an injected clock.</summary>
public static class Waiting
{
    /// <summary>Lets time pass: really on a real clock, at once on a virtual one.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="span">How long.</param>
    /// <param name="cancellation">Ends a real wait early.</param>
    /// <exception cref="OperationCanceledException">The wait was called off.</exception>
    public static void Sleep(this TimeProvider clock, TimeSpan span, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (span <= TimeSpan.Zero)
            return;
        if (clock is VirtualClock { Turnstile: { } turnstile })
            turnstile.WaitUntil(static () => false, Deadline.After(clock, span, cancellation));
        else if (clock is VirtualClock simulated)
            simulated.Advance(span);
        else if (cancellation.WaitHandle.WaitOne(span))
            cancellation.ThrowIfCancellationRequested();
    }
}
