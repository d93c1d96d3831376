namespace Rootline.Proof.Log;

/// <summary>Named limits of verdicts.</summary>
public static class VerdictLimits
{
    /// <summary>The most faults that are listed; the others are counted: a log of another key has one in each of a million rows.</summary>
    public const int Faults = 10_000;

    /// <summary>The most different operators or lots that a report names.</summary>
    public const int Names = 64;

    /// <summary>The most logs that are judged together.</summary>
    public const int Logs = 256;
}
