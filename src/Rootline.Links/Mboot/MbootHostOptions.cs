namespace Rootline.Links.Mboot;

/// <summary>How patient a host is.</summary>
public sealed record MbootHostOptions
{
    /// <summary>How long to wait for each acknowledgement and each answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(5000);

    /// <summary>How often to ping before giving up.</summary>
    public int PingAttempts { get; init; } = 3;

    /// <summary>How often one frame is sent or asked for before giving up.</summary>
    public int FrameAttempts { get; init; } = 3;

    /// <summary>Called off by the operator.</summary>
    public CancellationToken Cancellation { get; init; }
}
