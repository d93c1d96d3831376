using Rootline.Core.Faults;

namespace Rootline.Core.Disks;

/// <summary>The operating system's file system. With <see cref="OsFile"/> the one place in the libraries that touches it.</summary>
public sealed class OsDisk : IDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    internal const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const int ReadBuffer = 64 * 1024;

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public IDurableFile Open(string path, bool create) => Guard(path, () => new OsFile(path, create));

    /// <inheritdoc/>
    public byte[] ReadAll(string path, int limit = DiskLimits.WholeFile) => Guard(path, () =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        if (file.Length > limit)
            throw DiskFaults.TooLong.Exception($"{path} has {file.Length} bytes, at most {limit} are expected");
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    });

    /// <inheritdoc/>
    public byte[] ReadHead(string path, int length) => Guard(path, () =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        var head = new byte[Math.Min(length, file.Length)];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    });

    /// <inheritdoc/>
    public IDisposable? TryLock(string path) => Guard<IDisposable?>(path, () =>
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            while (true)
            {
                var held = new FileStream(path, options);
                if (IsNamed(held))
                    return held;
                // Its owner removed it after it was opened here: the name is another file's now, or nobody's.
                held.Dispose();
            }
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    });

    /// <inheritdoc/>
    public void Replace(string path, ReadOnlySpan<byte> content, bool secret = false)
    {
        string fresh = path + ".new";
        var bytes = content.ToArray();
        try
        {
            Guard(path, () =>
            {
                var options = new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Share = FileShare.None,
                    BufferSize = 0,
                };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = secret ? OwnerOnly : Everybody;
                // What a crash left there has a mode of its own, and may be a link.
                File.Delete(fresh);
                using (var file = new FileStream(fresh, options))
                {
                    file.Write(bytes);
                    file.Flush(flushToDisk: true);
                }

                File.Move(fresh, path, overwrite: true);
                SyncFolder(path);
                return true;
            });
        }
        catch (FaultException)
        {
            Forget(fresh);
            throw;
        }
        finally
        {
            if (secret)
                System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path) => Guard<Stream>(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, ReadBuffer));

    /// <inheritdoc/>
    public IReplacement BeginReplace(string path) => new OsReplacement(path);

    /// <inheritdoc/>
    public void Delete(string path) => Guard(path, () =>
    {
        File.Delete(path);
        return true;
    });

    /// <inheritdoc/>
    public void CreateFolder(string path, bool secret = false) => Guard(path, () =>
    {
        const UnixFileMode ownerOnly = OwnerOnly | UnixFileMode.UserExecute;
        const UnixFileMode everybody = ownerOnly | Everybody | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else if (!Directory.Exists(path))
            Directory.CreateDirectory(path, secret ? ownerOnly : everybody);
        return true;
    });

    internal static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw DiskFaults.Missing.Exception($"{path} does not exist", cause: e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw DiskFaults.Denied.Exception($"{path}: access denied", cause: e);
        }
        catch (IOException e) when (IsFull(e))
        {
            throw DiskFaults.Full.Exception($"no space left for {path}", cause: e);
        }
        catch (IOException e)
        {
            throw DiskFaults.Failed.Exception($"{path}: {e.Message}", cause: e);
        }
    }

    internal static void Forget(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first fault is the one to tell.
        }
    }

    // Where there is no /proc nobody can tell, and nobody removes lock files either but ours.
    private static bool IsNamed(FileStream file) => !OperatingSystem.IsLinux()
        || new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) != true;

    // ENOSPC 28, EDQUOT 122, EFBIG 27.
    private static bool IsFull(IOException e) => (e.HResult & 0xFFFF) is 28 or 122 or 27;

    // EWOULDBLOCK 11 of flock; ERROR_SHARING_VIOLATION 32 on Windows.
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) == (OperatingSystem.IsWindows() ? 32 : 11);

    // A new name is durable once the folder that holds the name is.
    internal static void SyncFolder(string path)
    {
        if (OperatingSystem.IsLinux())
            LinuxFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
