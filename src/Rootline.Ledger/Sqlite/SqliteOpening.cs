namespace Rootline.Ledger.Sqlite;

/// <summary>How a database is opened.</summary>
public sealed record SqliteOpening
{
    /// <summary>What the connection may do.</summary>
    public required SqliteAccess Access { get; init; }

    /// <summary>The file system under it, or null for the operating system's.</summary>
    public SqliteVfs? Vfs { get; init; }

    /// <summary>How long a statement waits for another program that holds the file.</summary>
    public TimeSpan BusyWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the connection is never used by two threads at the same time, so that SQLite need not take its lock at each call,
    /// of which reading a row makes some thirty.
    /// </summary>
    public bool OneThread { get; init; }

    /// <summary>The longest value or row in bytes: a forged file must not fill the memory.</summary>
    public int MaxValue { get; init; } = 1024 * 1024;
}
