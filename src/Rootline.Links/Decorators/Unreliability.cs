namespace Rootline.Links.Decorators;

/// <summary>What goes wrong on a line, and how often: chances are in millionths a byte.</summary>
public sealed record Unreliability
{
    /// <summary>What all chances together may come to.</summary>
    public const int Always = 1_000_000;

    /// <summary>A byte is lost.</summary>
    public int Drop { get; init; }

    /// <summary>A bit of a byte is inverted.</summary>
    public int Corrupt { get; init; }

    /// <summary>A byte comes twice.</summary>
    public int Duplicate { get; init; }

    /// <summary>A byte comes late.</summary>
    public int Delay { get; init; }

    /// <summary>How late.</summary>
    public TimeSpan DelayTime { get; init; }

    /// <summary>After so many bytes, both directions together, the cable is cut; null for never.</summary>
    public long? CutAfter { get; init; }
}
