using System.Runtime.InteropServices;

namespace Rootline.TestSupport.Power;

/// <summary>struct sqlite3_vfs, version 1 (sqlite3.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct VfsTable
{
    public int Version;
    public int FileSize;
    public int MaxPath;
    public nint Next;
    public byte* Name;
    public nint AppData;
    public delegate* unmanaged[Cdecl]<VfsTable*, byte*, VfsFile*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<VfsTable*, byte*, int, int> Delete;
    public delegate* unmanaged[Cdecl]<VfsTable*, byte*, int, int*, int> Access;
    public delegate* unmanaged[Cdecl]<VfsTable*, byte*, int, byte*, int> FullPathname;
    public nint DlOpen;
    public nint DlError;
    public nint DlSym;
    public nint DlClose;
    public delegate* unmanaged[Cdecl]<VfsTable*, int, byte*, int> Randomness;
    public delegate* unmanaged[Cdecl]<VfsTable*, int, int> Sleep;
    public delegate* unmanaged[Cdecl]<VfsTable*, double*, int> CurrentTime;
    public delegate* unmanaged[Cdecl]<VfsTable*, int, byte*, int> GetLastError;
}

/// <summary>struct sqlite3_file with this file system's own handle behind it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct VfsFile
{
    public FileTable* Methods;
    public nint Handle;
}

/// <summary>struct sqlite3_io_methods, version 1: without shared memory there can be no write-ahead log.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FileTable
{
    public int Version;
    public delegate* unmanaged[Cdecl]<VfsFile*, int> Close;
    public delegate* unmanaged[Cdecl]<VfsFile*, byte*, int, long, int> Read;
    public delegate* unmanaged[Cdecl]<VfsFile*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<VfsFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<VfsFile*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<VfsFile*, long*, int> FileSize;
    public delegate* unmanaged[Cdecl]<VfsFile*, int, int> Lock;
    public delegate* unmanaged[Cdecl]<VfsFile*, int, int> Unlock;
    public delegate* unmanaged[Cdecl]<VfsFile*, int*, int> CheckReservedLock;
    public delegate* unmanaged[Cdecl]<VfsFile*, int, void*, int> FileControl;
    public delegate* unmanaged[Cdecl]<VfsFile*, int> SectorSize;
    public delegate* unmanaged[Cdecl]<VfsFile*, int> DeviceCharacteristics;
}
