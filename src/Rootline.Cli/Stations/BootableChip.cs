using Rootline.Chips;
using Rootline.Chips.Boot;
using Rootline.Chips.Lpc55;
using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Disks;
using Rootline.Core.Media;
using Rootline.Core.Power;

namespace Rootline.Cli.Stations;

/// <summary>A chip or board file that this process holds alone, powered as its boot code finds it.</summary>
internal sealed class BootableChip : IDisposable
{
    private readonly ChipLock _lock;
    private readonly IByteStore _store;

    private BootableChip(ChipLock held, IByteStore store, BootChip chip) => (_lock, _store, Chip) = (held, store, chip);

    /// <summary>The chip.</summary>
    public BootChip Chip { get; }

    /// <summary>Takes a chip or board file.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="path">The file.</param>
    public static BootableChip Open(IDisk disk, string path)
    {
        if (ChipKinds.Of(disk, path) == ChipKind.Nordic)
            ChipKinds.Demand(disk, path, ChipKind.Board);
        var held = ChipLock.Take(disk, path);
        try
        {
            return BoardFile.Is(disk, path) ? OpenBoard(held, disk, path) : OpenChip(held, disk, path);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file and gives it back.</summary>
    public void Dispose()
    {
        _store.Dispose();
        _lock.Dispose();
    }

    private static BootableChip OpenBoard(ChipLock held, IDisk disk, string path)
    {
        var (profile, store) = BoardFile.Open(disk, path);
        return new(held, store, BootChip.Board(profile, store, new PowerDomain("chip")));
    }

    private static BootableChip OpenChip(ChipLock held, IDisk disk, string path)
    {
        var content = ChipFile.Open(disk, path);
        using (content.Birth)
            return new(held, content.Store, BootChip.Of(ChipProfiles.Of(content.Birth.Family), content.Store, new PowerDomain("chip")));
    }
}
