using Rootline.Ledger.Sqlite;

namespace Rootline.Cli.Commands.Log;

/// <summary>
/// A copy of a log in which a transaction that was cut off is rolled back: the log itself stays as it is. Its folder is its
/// owner's alone and goes with it.
/// </summary>
internal sealed class RolledBackCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rootline-");

    /// <summary>Copies a log with its journal.</summary>
    /// <param name="path">The log's absolute path; no station works on it.</param>
    public RolledBackCopy(string path)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "log.db");
        try
        {
            File.Copy(path, Path);
            if (File.Exists(path + "-journal"))
                File.Copy(path + "-journal", Path + "-journal");
            // A reader that may write rolls back before it reads.
            using var database = SqliteConnection.Open(Path, new() { Access = SqliteAccess.Write });
            database.Execute("SELECT count(*) FROM sqlite_master");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The copy.</summary>
    public string Path { get; }

    /// <summary>Deletes the copy.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
