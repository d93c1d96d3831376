namespace Rootline.TestSupport;

/// <summary>
/// The system's clock, running at a twentieth of its speed: for two parties on a real line, of which either may be held up by a machine
/// that has other things to do. Their time-outs become twenty times as long; nothing that answers waits longer.
/// </summary>
public sealed class SlowClock : TimeProvider
{
    private const int Factor = 20;
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _begin = System.GetUtcNow();

    /// <inheritdoc/>
    public override long TimestampFrequency => System.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp() => (System.GetTimestamp() - _start) / Factor;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _begin + GetElapsedTime(0, GetTimestamp());
}
