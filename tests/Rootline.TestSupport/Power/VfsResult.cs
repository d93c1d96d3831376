namespace Rootline.TestSupport.Power;

/// <summary>SQLite's result codes that a file system answers with (sqlite3.h).</summary>
internal static class VfsResult
{
    public const int Ok = 0;
    public const int NotFound = 12;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int ReadFailed = 10 | (1 << 8);
    public const int ShortRead = 10 | (2 << 8);
    public const int WriteFailed = 10 | (3 << 8);
    public const int SyncFailed = 10 | (4 << 8);
    public const int TruncateFailed = 10 | (6 << 8);
    public const int SizeFailed = 10 | (7 << 8);
    public const int DeleteFailed = 10 | (10 << 8);
    public const int AccessFailed = 10 | (13 << 8);
    public const int DeleteMissing = 10 | (23 << 8);
}
