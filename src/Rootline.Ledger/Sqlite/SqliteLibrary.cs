using System.Runtime.InteropServices;

namespace Rootline.Ledger.Sqlite;

/// <summary>The system's SQLite library.</summary>
public static class SqliteLibrary
{
    /// <summary>The library's name on Linux.</summary>
    public const string Name = "libsqlite3.so.0";

    /// <summary>Throws <see cref="SqliteFaults.NotInstalled"/> when the library cannot be loaded.</summary>
    /// <param name="name">The library's file name.</param>
    public static void Demand(string name = Name)
    {
        if (!NativeLibrary.TryLoad(name, typeof(SqliteLibrary).Assembly, null, out _))
            throw SqliteFaults.NotInstalled.Exception($"{name} cannot be loaded");
    }
}
