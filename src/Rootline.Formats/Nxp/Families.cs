using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp;

/// <summary>All families of the original. Source: nxp-trust-provisioning 5.3.</summary>
public static class Families
{
    private static readonly AddressRange Buffer = new(0x20008000, 0x1000);

    /// <summary>LPC55S69 and LPC55S66.</summary>
    public static Family Lpc55S6x { get; } = Lpc55("lpc55s69", "lpc55s66", "lpc55s6x", 0x9DE00);

    /// <summary>The families, in the sheet's order.</summary>
    public static IReadOnlyList<Family> All { get; } =
    [
        Lpc55S6x,
        Lpc55("lpc55s28", "lpc55s26", "lpc55s2x", 0x9DE00),
        Small("lpc55s16", "lpc55s14", "lpc55s1x"),
        Small("lpc55s06", "lpc55s04", "lpc55s0x"),
        WithProvisioningData(["lpc55s36", "lpc55s3x"], 0x3DC00, 0x3E200, Buffer),
        WithProvisioningData(["mcxn946", "mcxn947", "mcxn546", "mcxn547", "mcxn9xx", "mcxn94x"], 0x01000000, 0x01004000, new(0x20007000, 0x1000)),
    ];

    /// <summary>Finds a family by a current or old name.</summary>
    /// <param name="name">The name.</param>
    public static Parsed<Family> Find(string name) =>
        All.FirstOrDefault(f => f.Is(name)) is { } family
            ? family
            : FamilyFaults.Unknown.Fault($"family {name} is not known; known are {string.Join(", ", All.SelectMany(f => f.Names))}");

    private static Family Lpc55(string first, string second, string old, uint cfpa) =>
        new([first, second, old], cfpa, cfpa + 0x600, Buffer) { Flash = new(0, cfpa) };

    private static Family Small(string first, string second, string old) =>
        Lpc55(first, second, old, 0x3DE00) with { EraseFirst = new(0, 0x18000) };

    private static Family WithProvisioningData(string[] names, uint cfpa, uint cmpa, AddressRange buffer) => new(names, cfpa, cmpa, buffer)
    {
        UpdatesCfpa = false,
        UsesProvisioningData = true,
        KeyFlagsVersion = 1,
        DieCertificateVersion = 1,
    };
}
