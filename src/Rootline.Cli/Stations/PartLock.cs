using Rootline.Core.Disks;

namespace Rootline.Cli.Stations;

/// <summary>Keeps two processes from powering the same virtual part: each would write over the other's state.</summary>
internal static class PartLock
{
    /// <summary>Takes the lock of a part's file; it lies beside it as <c>FILE.lock</c>.</summary>
    /// <param name="disk">Where the file lies.</param>
    /// <param name="path">The part's file, which must exist.</param>
    public static IDisposable Take(IDisk disk, string path)
    {
        if (!disk.Exists(path))
            throw DiskFaults.Missing.Exception($"{path} does not exist");
        return disk.TryLock(path + ".lock") ?? throw StationFaults.InUse.Exception($"{path} is in use ({path}.lock is locked)");
    }
}
