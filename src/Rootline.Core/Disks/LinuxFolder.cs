using System.Runtime.InteropServices;

namespace Rootline.Core.Disks;

/// <summary>Makes the names in a folder durable. The base library refuses to open folders, so this asks the C library.</summary>
internal static class LinuxFolder
{
    // asm-generic fcntl.h: O_RDONLY 0, O_CLOEXEC 0x80000.
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Returns when every name in the folder is durable.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <exception cref="IOException">The folder cannot be opened or synced; carries errno.</exception>
    public static void Sync(string folder)
    {
        int descriptor = Open(folder, ReadOnlyCloseOnExec);
        if (descriptor < 0)
            throw Failure(folder);
        try
        {
            if (Fsync(descriptor) != 0)
                throw Failure(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder)
    {
        int errno = Marshal.GetLastPInvokeError();
        return new($"{folder}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
