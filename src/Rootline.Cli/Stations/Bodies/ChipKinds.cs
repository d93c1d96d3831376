using Rootline.Chips;
using Rootline.Chips.Boot;
using Rootline.Chips.Nordic;
using Rootline.Core.Disks;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>Tells what kind of chip a file holds, and which command works with it.</summary>
internal static class ChipKinds
{
    /// <summary>The kind of a file.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="Core.Faults.FaultException">The disk's, or that of a damaged board file.</exception>
    public static ChipKind Of(IDisk disk, string path)
    {
        if (!disk.Exists(path))
            throw DiskFaults.Missing.Exception($"{path} does not exist");
        if (ChipFile.Is(disk, path))
            return ChipKind.Lpc55;
        if (NordicFile.Is(disk, path))
            return ChipKind.Nordic;
        if (!BoardFile.Is(disk, path))
            return ChipKind.Unknown;
        var (profile, store) = BoardFile.Open(disk, path);
        using (store)
            return BootProfiles.IsTfm(profile) ? ChipKind.Tfm : ChipKind.Board;
    }

    /// <summary>Refuses a chip of another kind by name; a file that is none is left to its own reader.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="path">The file.</param>
    /// <param name="wanted">The kind that the command works with.</param>
    /// <exception cref="Core.Faults.FaultException"><see cref="StationFaults.OtherKind"/>.</exception>
    public static void Demand(IDisk disk, string path, ChipKind wanted)
    {
        var kind = Of(disk, path);
        if (kind != wanted && kind != ChipKind.Unknown)
            throw StationFaults.OtherKind.Exception($"{path} is {TextOf(kind)}, not {TextOf(wanted)}", NextOf(kind, path));
    }

    private static string TextOf(ChipKind kind) => kind switch
    {
        ChipKind.Lpc55 => "a chip with a boot loader on its UART",
        ChipKind.Tfm => "a TF-M chip",
        ChipKind.Nordic => "a Nordic part",
        _ => "a board with boot code alone",
    };

    private static string NextOf(ChipKind kind, string path) => kind switch
    {
        ChipKind.Lpc55 => $"run it with rootline chip run {path} --port PATH",
        ChipKind.Tfm => $"run it with rootline chip run {path} --debug PORT",
        ChipKind.Nordic => $"run it with rootline nordic run {path} --debug PORT --console PORT",
        _ => $"boot it with rootline chip boot {path}; nothing answers on it",
    };
}
