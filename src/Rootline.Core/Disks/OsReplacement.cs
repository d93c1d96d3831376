namespace Rootline.Core.Disks;

/// <summary>
/// A replacement that is written beside the file and takes its name at the end. What stands under /dev or /proc (a pipe, standard
/// output) has no content that could be replaced: it is written as it is.
/// </summary>
internal sealed class OsReplacement : IReplacement
{
    private readonly string _path;
    private readonly string? _fresh;
    private readonly FileStream _file;
    private readonly GuardedStream _content;
    private bool _committed;

    public OsReplacement(string path)
    {
        _path = path;
        _fresh = IsDevice(path) ? null : path + ".new";
        _file = OsDisk.Guard(path, () => _fresh is null ? new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0) : Create(_fresh));
        _content = new GuardedStream(path, _file, _file.SafeFileHandle);
    }

    public Stream Content => _content;

    public void Commit()
    {
        _content.Finish();
        OsDisk.Guard(_path, () =>
        {
            if (_fresh is null)
                return true;
            _file.Flush(flushToDisk: true);
            File.Move(_fresh, _path, overwrite: true);
            _committed = true;
            OsDisk.SyncFolder(_path);
            return true;
        });
    }

    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
        if (_fresh is not null && !_committed)
            OsDisk.Forget(_fresh);
    }

    private static bool IsDevice(string path) => OperatingSystem.IsLinux()
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));

    private static FileStream Create(string fresh)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OsDisk.Everybody;
        // What a crash left there has a mode of its own, and may be a link.
        File.Delete(fresh);
        return new FileStream(fresh, options);
    }
}
