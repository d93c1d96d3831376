using System.Runtime.InteropServices;
using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Faults;

namespace Rootline.Ledger.Sqlite;

/// <summary>A connection to one database file through the system's SQLite library. For one thread at a time.</summary>
public sealed class SqliteConnection : IDisposable
{
    private const int OpenReadOnly = 0x1;
    private const int OpenReadWrite = 0x2;
    private const int OpenCreate = 0x4;
    private const int OpenUri = 0x40;
    private const int OpenNoMutex = 0x8000;
    private const int OpenFullMutex = 0x10000;
    private const int OpenExtendedCodes = 0x02000000;
    private const int LimitLength = 0;

    private readonly DatabaseHandle _handle;
    private readonly SqliteVfs? _vfs;

    private SqliteConnection(string path, DatabaseHandle handle, SqliteVfs? vfs) => (Path, _handle, _vfs) = (path, handle, vfs);

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>False inside a transaction.</summary>
    public bool IsIdle => NativeMethods.GetAutocommit(_handle) != 0;

    /// <summary>Opens a database file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="opening">How.</param>
    /// <exception cref="FaultException">One of <see cref="SqliteFaults"/>.</exception>
    public static SqliteConnection Open(string path, SqliteOpening opening)
    {
        SqliteLibrary.Demand();
        bool unchanging = opening.Access == SqliteAccess.ReadUnchanging;
        int flags = (opening.OneThread ? OpenNoMutex : OpenFullMutex) | OpenExtendedCodes | opening.Access switch
        {
            SqliteAccess.Read => OpenReadOnly,
            SqliteAccess.ReadUnchanging => OpenReadOnly | OpenUri,
            SqliteAccess.Write => OpenReadWrite,
            _ => OpenReadWrite | OpenCreate,
        };
        string name = unchanging ? UnchangingUri(path) : path;
        int result = NativeMethods.Open(name, out var handle, flags, opening.Vfs?.Name);
        var connection = new SqliteConnection(path, handle, opening.Vfs);
        try
        {
            connection.Demand(result);
            NativeMethods.BusyTimeout(handle, (int)opening.BusyWait.TotalMilliseconds);
            NativeMethods.Limit(handle, LimitLength, opening.MaxValue);
            // Temporary structures stay in memory: nothing of a run may lie about in a folder for temporary files.
            connection.Execute("PRAGMA temp_store=MEMORY");
            connection.Execute("PRAGMA trusted_schema=OFF");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Prepares one statement.</summary>
    /// <param name="sql">The statement; values are bound, never written into it.</param>
    public unsafe SqliteStatement Prepare(string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        fixed (byte* pointer = text)
        {
            int result = NativeMethods.Prepare(_handle, pointer, text.Length, 0, out var statement, null);
            if (result != ResultCode.Ok)
                statement.Dispose();
            Demand(result);
            return new(this, statement);
        }
    }

    /// <summary>Runs one statement to its end.</summary>
    /// <param name="sql">The statement.</param>
    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    /// <summary>
    /// Runs statements as one transaction that is durable when this returns. When anything fails it is rolled back and the
    /// failure thrown; <see cref="IsIdle"/> tells whether the rolling back itself succeeded.
    /// </summary>
    /// <param name="body">The statements.</param>
    public void Transact(Action body)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            body();
            Execute("COMMIT");
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    internal void Demand(int result)
    {
        if (result is ResultCode.Ok or ResultCode.Row or ResultCode.Done)
            return;
        _vfs?.BeforeFault?.Invoke();
        throw Code(result).Exception($"{Path}: {Message()}", vendorCode: $"sqlite {result}");
    }

    // SQLite rolls back by itself after some errors; then there is no transaction to end.
    private void RollBack()
    {
        if (IsIdle)
            return;
        try
        {
            Execute("ROLLBACK");
        }
        catch (FaultException)
        {
            // The first failure is the one to tell; IsIdle says that this one happened.
        }
    }

    private FaultCode Code(int result) => ResultCode.Primary(result) switch
    {
        _ when result == ResultCode.ReadOnlyRollback => SqliteFaults.HotJournal,
        ResultCode.Full => DiskFaults.Full,
        ResultCode.IoError when IsNoSpace(NativeMethods.SystemErrno(_handle)) => DiskFaults.Full,
        ResultCode.Busy or ResultCode.Locked => SqliteFaults.Locked,
        ResultCode.Corrupt => SqliteFaults.Corrupt,
        ResultCode.NotADatabase => SqliteFaults.NotADatabase,
        ResultCode.CannotOpen => SqliteFaults.CannotOpen,
        ResultCode.ReadOnly => SqliteFaults.ReadOnly,
        ResultCode.TooBig => SqliteFaults.TooLong,
        _ => SqliteFaults.Failed,
    };

    private unsafe string Message() =>
        _handle.IsInvalid ? "out of memory" : Marshal.PtrToStringUTF8((nint)NativeMethods.ErrorMessage(_handle)) ?? "unknown error";

    // ENOSPC 28, EDQUOT 122, EFBIG 27.
    private static bool IsNoSpace(int errno) => errno is 28 or 122 or 27;

    private static string UnchangingUri(string path)
    {
        string escaped = path.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("?", "%3f", StringComparison.Ordinal)
            .Replace("#", "%23", StringComparison.Ordinal);
        return $"file:{(escaped.StartsWith("//", StringComparison.Ordinal) ? "//" : "")}{escaped}?immutable=1";
    }
}
