using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rootline.Core.Disks;

namespace Rootline.TestSupport.Power;

/// <summary>One file that SQLite holds open on a simulated disk; does what SQLite's own Unix file system does.</summary>
internal sealed unsafe class PowerCutVfsFile : IDisposable
{
    private const int OpenCreate = 0x4;
    private const int OpenAnyJournal = 0x800 | 0x4000;
    private const int SectorLength = 4096;
    private const int PowersafeOverwrite = 0x1000;

    /// <summary>The methods of every such file.</summary>
    public static readonly FileTable* Table = MakeTable();

    private readonly IDurableFile _file;

    public PowerCutVfsFile(SimulatedDisk disk, string path, int flags)
    {
        bool create = (flags & OpenCreate) != 0;
        bool fresh = create && !disk.Exists(path);
        var inode = disk.OpenInode(path, create);
        _file = new SimulatedFile(disk, inode, path);
        // SQLite's Unix file system syncs the folder of a new journal only: that covers the database's name as well.
        if (fresh && (flags & OpenAnyJournal) == 0)
            inode.NameSynced = true;
    }

    public void Dispose() => _file.Dispose();

    private static FileTable* MakeTable()
    {
        var table = (FileTable*)NativeMemory.AllocZeroed((nuint)sizeof(FileTable));
        *table = new()
        {
            Version = 1,
            Close = &OnClose,
            Read = &OnRead,
            Write = &OnWrite,
            Truncate = &OnTruncate,
            Sync = &OnSync,
            FileSize = &OnFileSize,
            Lock = &OnLock,
            Unlock = &OnLock,
            CheckReservedLock = &OnCheckReservedLock,
            FileControl = &OnFileControl,
            SectorSize = &OnSectorSize,
            DeviceCharacteristics = &OnDeviceCharacteristics,
        };
        return table;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnClose(VfsFile* file)
    {
        Of(file).Dispose();
        GCHandle.FromIntPtr(file->Handle).Free();
        return VfsResult.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnRead(VfsFile* file, byte* bytes, int length, long offset)
    {
        var self = Of(file);
        return PowerCutVfs.Guard(VfsResult.ReadFailed, () =>
        {
            var destination = new Span<byte>(bytes, length);
            int read = self._file.Read(offset, destination);
            destination[read..].Clear();
            return read == length ? VfsResult.Ok : VfsResult.ShortRead;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnWrite(VfsFile* file, byte* bytes, int length, long offset)
    {
        var self = Of(file);
        return PowerCutVfs.Guard(VfsResult.WriteFailed, () =>
        {
            self._file.Write(offset, new ReadOnlySpan<byte>(bytes, length));
            return VfsResult.Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnTruncate(VfsFile* file, long length)
    {
        var self = Of(file);
        return PowerCutVfs.Guard(VfsResult.TruncateFailed, () =>
        {
            self._file.Truncate(length);
            return VfsResult.Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSync(VfsFile* file, int flags)
    {
        var self = Of(file);
        return PowerCutVfs.Guard(VfsResult.SyncFailed, () =>
        {
            self._file.Sync();
            return VfsResult.Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnFileSize(VfsFile* file, long* length)
    {
        var self = Of(file);
        return PowerCutVfs.Guard(VfsResult.SizeFailed, () =>
        {
            *length = self._file.Length;
            return VfsResult.Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnLock(VfsFile* file, int level) => VfsResult.Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCheckReservedLock(VfsFile* file, int* result)
    {
        *result = 0;
        return VfsResult.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnFileControl(VfsFile* file, int operation, void* argument) => VfsResult.NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSectorSize(VfsFile* file) => SectorLength;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnDeviceCharacteristics(VfsFile* file) => PowersafeOverwrite;

    private static PowerCutVfsFile Of(VfsFile* file) => (PowerCutVfsFile)GCHandle.FromIntPtr(file->Handle).Target!;
}
