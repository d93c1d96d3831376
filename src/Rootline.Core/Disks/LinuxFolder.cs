using System.Runtime.InteropServices;

namespace Rootline.Core.Disks;

/// <summary>Makes the names in a folder durable. The base library refuses to open folders, so this asks the C library.</summary>
internal static class LinuxFolder
{
    /// <summary>Returns when every name in the folder is durable.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <exception cref="IOException">The folder cannot be opened or synced; carries errno.</exception>
    public static void Sync(string folder)
    {
        int descriptor = LibC.Open(folder, LibC.ReadOnlyCloseOnExec);
        if (descriptor < 0)
            throw Failure(folder);
        try
        {
            if (LibC.Fsync(descriptor) != 0)
                throw Failure(folder);
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }
    }

    private static IOException Failure(string folder)
    {
        int errno = Marshal.GetLastPInvokeError();
        return new($"{folder}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }
}
