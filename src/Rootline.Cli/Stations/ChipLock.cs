using Rootline.Core.Disks;
using Rootline.Core.Faults;

namespace Rootline.Cli.Stations;

/// <summary>
/// The lock of a chip file: the file <c>CHIPFILE.lock</c>, removed while it is still held. That is safe because whoever locks a
/// file that lost its name in this moment sees it and tries again (<see cref="IDisk.TryLock"/>).
/// </summary>
internal sealed class ChipLock : IDisposable
{
    private readonly IDisk _disk;
    private readonly string _path;
    private IDisposable? _held;

    private ChipLock(IDisk disk, string path, IDisposable held) => (_disk, _path, _held) = (disk, path, held);

    /// <summary>Takes the lock.</summary>
    /// <param name="disk">Where the chip lies.</param>
    /// <param name="chip">The chip file.</param>
    public static ChipLock Take(IDisk disk, string chip)
    {
        string path = chip + ".lock";
        return new(disk, path, disk.TryLock(path) ?? throw StationFaults.ChipInUse.Exception($"{chip} is in use ({path} is held)"));
    }

    /// <summary>Removes the file and gives the chip back; the second time it does nothing, because the name may be another's.</summary>
    public void Dispose()
    {
        if (_held is null)
            return;
        try
        {
            _disk.Delete(_path);
        }
        catch (FaultException)
        {
            // A lock file that stays holds nobody up.
        }

        _held.Dispose();
        _held = null;
    }
}
