namespace Rootline.Cli.Control;

/// <summary>Named limits of a control socket: no client can make the chip's process hold more than this.</summary>
internal static class ControlLimits
{
    /// <summary>Longest request in bytes, without its line end.</summary>
    public const int LongestRequest = 16 * 1024;

    /// <summary>Longest answer that a client of ours takes, in bytes.</summary>
    public const int LongestAnswer = 4 * 1024 * 1024;

    /// <summary>Most clients that are connected at once.</summary>
    public const int MostClients = 8;

    /// <summary>Most flash that is read at once, in bytes.</summary>
    public const int LongestRead = 64 * 1024;

    /// <summary>Most snapshots that are kept; each is a whole flash in memory.</summary>
    public const int MostSnapshots = 16;

    /// <summary>Longest name of a snapshot.</summary>
    public const int LongestName = 64;

    /// <summary>Most operations that one answer lists.</summary>
    public const int MostOperations = 10_000;

    /// <summary>How deep a request may nest: it is one flat object.</summary>
    public const int Depth = 2;

    /// <summary>Longest path of a Unix domain socket in bytes (sun_path of the kernel, with its end).</summary>
    public const int LongestPath = 107;
}
