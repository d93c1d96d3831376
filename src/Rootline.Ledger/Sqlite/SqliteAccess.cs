namespace Rootline.Ledger.Sqlite;

/// <summary>What a connection may do to its file.</summary>
public enum SqliteAccess
{
    /// <summary>Reads, and neither creates nor changes anything.</summary>
    Read,

    /// <summary>Reads a file that nobody writes, also when it says that it once had a write-ahead log.</summary>
    ReadUnchanging,

    /// <summary>Reads and writes an existing file.</summary>
    Write,

    /// <summary>Reads and writes, and creates the file when it is missing.</summary>
    Create,
}
