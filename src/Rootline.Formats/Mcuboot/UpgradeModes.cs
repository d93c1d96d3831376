namespace Rootline.Formats.Mcuboot;

/// <summary>Names and properties of the upgrade modes.</summary>
public static class UpgradeModes
{
    private static readonly string[] NameList = ["scratch", "move", "offset", "overwrite", "direct-xip", "ram-load", "single"];

    /// <summary>The names on the command line, in the order of <see cref="UpgradeMode"/>.</summary>
    public static IReadOnlyList<string> Names => NameList;

    /// <summary>The mode of a name; null where no mode is called so.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static UpgradeMode? Find(string name) => Array.IndexOf(NameList, name) is >= 0 and var index ? (UpgradeMode)index : null;

    /// <summary>The name of a mode.</summary>
    /// <param name="mode">The mode.</param>
    public static string NameOf(this UpgradeMode mode) => NameList[(int)mode];

    /// <summary>Whether the loader exchanges the slots and keeps track of it in their trailers.</summary>
    /// <param name="mode">The mode.</param>
    public static bool IsSwap(this UpgradeMode mode) => mode is UpgradeMode.Scratch or UpgradeMode.Move or UpgradeMode.Offset;
}
