namespace Rootline.Ledger.Sqlite;

/// <summary>SQLite's primary result codes that are told apart (https://sqlite.org/rescode.html).</summary>
internal static class ResultCode
{
    public const int Ok = 0;
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int IoError = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int TooBig = 18;
    public const int NotADatabase = 26;
    public const int Row = 100;
    public const int Done = 101;

    /// <summary>An extended code: the journal is hot and must not be rolled back by a reader.</summary>
    public const int ReadOnlyRollback = ReadOnly | (3 << 8);

    /// <summary>The primary code of an extended one.</summary>
    public static int Primary(int extended) => extended & 0xFF;
}
