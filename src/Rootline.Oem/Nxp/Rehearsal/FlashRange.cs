using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>What a command of the product's firmware does to the flash.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="Start">First address, without the secure alias.</param>
/// <param name="Length">Length in bytes.</param>
internal sealed record FlashRange(string Name, uint Start, long Length)
{
    /// <summary>TrustZone's alias: bit 28 says "secure", the cell is the same.</summary>
    public const uint SecureAlias = 0x1000_0000;

    // Code RAM begins at 04000000, data RAM at 20000000: no flash of the families reaches there.
    private const uint FirstRam = 0x0400_0000;

    /// <summary>Whether the whole flash is meant.</summary>
    public bool IsAll { get; private init; }

    /// <summary>The range of a command, or null for one that does not touch the flash.</summary>
    /// <param name="command">The command.</param>
    public static FlashRange? Of(Sb2Command command) => command switch
    {
        LoadCommand c => In("load", c.Address, c.Data.Length),
        FillCommand c => In("fill", c.Address, c.Length),
        EraseCommand { Extent: EraseExtent.Region } c => In("erase", c.Address, c.Length),
        EraseCommand => new("erase_all", 0, 0) { IsAll = true },
        _ => null,
    };

    /// <summary>Whether it touches a place.</summary>
    /// <param name="start">The place's first address, without the secure alias.</param>
    /// <param name="length">Its length in bytes.</param>
    public bool Covers(uint start, long length) => IsAll || (Start < start + length && start < Start + Length);

    private static FlashRange? In(string name, uint address, long length) =>
        (address & ~SecureAlias) < FirstRam ? new(name, address & ~SecureAlias, length) : null;
}
