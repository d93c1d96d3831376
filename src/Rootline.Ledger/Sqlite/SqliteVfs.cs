namespace Rootline.Ledger.Sqlite;

/// <summary>A virtual file system that was registered with SQLite under a name, in place of the operating system's.</summary>
/// <param name="Name">The registered name.</param>
/// <param name="BeforeFault">
/// Called when SQLite reports an error, before it becomes a fault: whoever put SQLite on another medium throws that medium's
/// own exception here.
/// </param>
public sealed record SqliteVfs(string Name, Action? BeforeFault = null);
