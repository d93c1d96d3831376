using Rootline.Core.Disks;

namespace Rootline.Ledger.Log;

/// <summary>
/// What a database file says about a write-ahead log before SQLite touches it: opening such a file would create its sidecars.
/// Bytes 18 and 19 of the header are 2 then (https://sqlite.org/fileformat.html 1.3.3).
/// </summary>
internal static class WriteAheadHeader
{
    private const int HeaderLength = 100;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    public static bool IsSet(IDisk disk, string path)
    {
        byte[] head = disk.ReadHead(path, HeaderLength);
        return head.Length == HeaderLength && head.AsSpan().StartsWith(Magic) && (head[18] == 2 || head[19] == 2);
    }

    public static bool HasSidecar(IDisk disk, string path) => disk.Exists(path + "-wal");
}
