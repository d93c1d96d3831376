namespace Rootline.Cli.Stations.Bodies;

/// <summary>Opens a chip of any kind that can be given power.</summary>
internal static class ChipBodies
{
    /// <summary>Takes a chip's file.</summary>
    /// <param name="world">Disk, clock, entropy.</param>
    /// <param name="path">The file.</param>
    /// <param name="anyFirmware">Whether an LPC55 takes any structurally sound SB2.1 file as provisioning firmware.</param>
    public static IChipBody Open(ChipWorld world, string path, bool anyFirmware) => ChipKinds.Of(world.Disk, path) switch
    {
        ChipKind.Tfm or ChipKind.Board => TfmBody.Open(world, path),
        ChipKind.Nordic => NordicBody.Open(world, path),
        _ => new Lpc55Body(HeldChip.Open(world.Disk, path), world, anyFirmware),
    };
}
