using Rootline.Line.Sockets;

namespace Rootline.Line.Steps;

/// <summary>Under what terms the steps of a device run, in every scheme.</summary>
public sealed record StepTerms
{
    /// <summary>Timeout of a whole device; checked between steps. Zero for none.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Who is told what happens. It must not throw.</summary>
    public Action<LineEvent> Observer { get; init; } = static _ => { };

    /// <summary>Called off between steps.</summary>
    public CancellationToken Cancellation { get; init; }
}
