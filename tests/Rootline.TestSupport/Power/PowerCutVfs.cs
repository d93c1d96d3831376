using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Ledger.Sqlite;

namespace Rootline.TestSupport.Power;

/// <summary>
/// Puts SQLite's files onto a <see cref="SimulatedDisk"/>, so that each write, truncation, sync and deletion is one operation
/// of its power domain. After the cut every call fails, and <see cref="Vfs"/> makes SQLite's error the
/// <see cref="PowerLostException"/> that it is. There are no file locks: one connection writes at a time.
/// </summary>
public sealed unsafe class PowerCutVfs : IDisposable
{
    private const int MaxPath = 512;
    private static int _count;
    private readonly VfsTable* _table;
    private readonly GCHandle _self;

    /// <summary>Registers a file system over a disk.</summary>
    public PowerCutVfs(SimulatedDisk disk)
    {
        SqliteLibrary.Demand();
        Disk = disk;
        string name = $"rootline-power-{Interlocked.Increment(ref _count)}";
        Vfs = new(name, disk.Domain.Demand);
        _self = GCHandle.Alloc(this);
        _table = (VfsTable*)NativeMemory.AllocZeroed((nuint)sizeof(VfsTable));
        *_table = new()
        {
            Version = 1,
            FileSize = sizeof(VfsFile),
            MaxPath = MaxPath,
            Name = (byte*)Marshal.StringToCoTaskMemUTF8(name),
            AppData = GCHandle.ToIntPtr(_self),
            Open = &OnOpen,
            Delete = &OnDelete,
            Access = &OnAccess,
            FullPathname = &OnFullPathname,
            Randomness = &OnRandomness,
            Sleep = &OnSleep,
            CurrentTime = &OnCurrentTime,
            GetLastError = &OnGetLastError,
        };
        if (Register(_table, 0) != 0)
            throw new InvalidOperationException("SQLite refused the file system");
    }

    /// <summary>The disk under it.</summary>
    public SimulatedDisk Disk { get; }

    /// <summary>What a connection is opened with.</summary>
    public SqliteVfs Vfs { get; }

    /// <summary>Takes the file system away; its connections are closed before.</summary>
    public void Dispose()
    {
        _ = Unregister(_table);
        Marshal.FreeCoTaskMem((nint)_table->Name);
        NativeMemory.Free(_table);
        _self.Free();
    }

    // A disk's faults become SQLite's result codes; nothing managed may pass through C.
    internal static int Guard(int failure, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (FaultException e) when (e.Fault.Code == DiskFaults.Full)
        {
            return VfsResult.Full;
        }
        catch (FaultException e) when (e.Fault.Code == DiskFaults.Missing)
        {
            return VfsResult.CannotOpen;
        }
        catch (PowerLostException)
        {
            return failure;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOpen(VfsTable* table, byte* name, VfsFile* file, int flags, int* outFlags)
    {
        file->Methods = null;
        // A file without a name is a temporary one: the product must keep those in memory.
        if (name is null)
            return VfsResult.CannotOpen;
        string path = Text(name);
        var disk = Of(table).Disk;
        return Guard(VfsResult.CannotOpen, () =>
        {
            var opened = new PowerCutVfsFile(disk, path, flags);
            file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(opened));
            file->Methods = PowerCutVfsFile.Table;
            if (outFlags is not null)
                *outFlags = flags;
            return VfsResult.Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnDelete(VfsTable* table, byte* name, int syncFolder)
    {
        var disk = Of(table).Disk;
        string path = Text(name);
        return Guard(VfsResult.DeleteFailed, () =>
        {
            if (!disk.Exists(path))
                return VfsResult.DeleteMissing;
            disk.Delete(path);
            if (syncFolder != 0)
                disk.SyncFolder(path);
            return VfsResult.Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAccess(VfsTable* table, byte* name, int flags, int* result)
    {
        var disk = Of(table).Disk;
        string path = Text(name);
        return Guard(VfsResult.AccessFailed, () =>
        {
            *result = disk.Exists(path) ? 1 : 0;
            return VfsResult.Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnFullPathname(VfsTable* table, byte* name, int length, byte* result)
    {
        var path = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (path.Length + 1 > length)
            return VfsResult.CannotOpen;
        path.CopyTo(new Span<byte>(result, length));
        result[path.Length] = 0;
        return VfsResult.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnRandomness(VfsTable* table, int length, byte* result)
    {
        new Span<byte>(result, length).Fill(0x5A);
        return length;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSleep(VfsTable* table, int microseconds) => microseconds;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCurrentTime(VfsTable* table, double* result)
    {
        // The Julian day of 2026-01-01.
        *result = 2461041.5;
        return VfsResult.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnGetLastError(VfsTable* table, int length, byte* result) => 0;

    private static PowerCutVfs Of(VfsTable* table) => (PowerCutVfs)GCHandle.FromIntPtr(table->AppData).Target!;

    private static string Text(byte* name) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));

    [DllImport(SqliteLibrary.Name, EntryPoint = "sqlite3_vfs_register")]
    private static extern int Register(VfsTable* table, int makeDefault);

    [DllImport(SqliteLibrary.Name, EntryPoint = "sqlite3_vfs_unregister")]
    private static extern int Unregister(VfsTable* table);
}
