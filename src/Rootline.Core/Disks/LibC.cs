using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rootline.Core.Disks;

/// <summary>The few calls of the C library under Linux that the base library has no way to.</summary>
internal static partial class LibC
{
    /// <summary>asm-generic fcntl.h: O_RDONLY 0, O_CLOEXEC 0x80000.</summary>
    public const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>SYNC_FILE_RANGE_WRITE: begin to write what is dirty, and do not wait for it.</summary>
    public const uint BeginWrite = 2;

    // By its full name: "libc" alone finds the linker's script first where development packages are installed.
    private const string Library = "libc.so.6";

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int descriptor);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "sync_file_range")]
    public static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
