using Microsoft.Win32.SafeHandles;

namespace Rootline.Core.Disks;

/// <summary>A file of the operating system.</summary>
internal sealed class OsFile : IDurableFile
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private bool _nameIsDurable;

    public OsFile(string path, bool create)
    {
        _path = path;
        bool fresh = create && !File.Exists(path);
        if (fresh)
            Create(path);
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        _nameIsDurable = !fresh;
    }

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(long offset, Span<byte> destination)
    {
        int done = 0;
        while (done < destination.Length)
        {
            int n = RandomAccess.Read(_handle, destination[done..], offset + done);
            if (n == 0)
                break;
            done += n;
        }

        return done;
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        var bytes = source.ToArray();
        OsDisk.Guard(_path, () =>
        {
            RandomAccess.Write(_handle, bytes, offset);
            return true;
        });
    }

    public void Truncate(long length) => OsDisk.Guard(_path, () =>
    {
        RandomAccess.SetLength(_handle, length);
        return true;
    });

    public void Sync() => OsDisk.Guard(_path, () =>
    {
        RandomAccess.FlushToDisk(_handle);
        if (!_nameIsDurable)
            OsDisk.SyncFolder(_path);
        _nameIsDurable = true;
        return true;
    });

    public void Dispose() => _handle.Dispose();

    // The mode is set as the file is made: there is no moment in which others may open it.
    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }
}
