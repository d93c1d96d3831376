using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp;

/// <summary>All families of the original. Source: nxp-trust-provisioning 5.3.</summary>
public static class Families
{
    private static readonly AddressRange Buffer = new(0x20008000, 0x1000);

    /// <summary>LPC55S69 and LPC55S66.</summary>
    public static Family Lpc55S6x { get; } = Large("lpc55s69", "lpc55s66", "lpc55s6x");

    /// <summary>LPC55S28 and LPC55S26.</summary>
    public static Family Lpc55S2x { get; } = Large("lpc55s28", "lpc55s26", "lpc55s2x");

    /// <summary>LPC55S16 and LPC55S14.</summary>
    public static Family Lpc55S1x { get; } = Small("lpc55s16", "lpc55s14", "lpc55s1x") with { UsbProduct = 0x0022 };

    /// <summary>LPC55S06 and LPC55S04.</summary>
    public static Family Lpc55S0x { get; } = Small("lpc55s06", "lpc55s04", "lpc55s0x");

    /// <summary>LPC55S36.</summary>
    public static Family Lpc55S3x { get; } =
        WithProvisioningData(["lpc55s36", "lpc55s3x"], 0x3DC00, 0x3E200, Buffer) with { ExampleCertificates = 0x10030000, UsbProduct = 0x0025 };

    /// <summary>MCXN946, MCXN947, MCXN546 and MCXN547. The pages do not lie in the flash that holds images.</summary>
    public static Family Mcxn { get; } =
        WithProvisioningData(["mcxn946", "mcxn947", "mcxn546", "mcxn547", "mcxn9xx", "mcxn94x"], 0x01000000, 0x01004000, new(0x20007000, 0x1000)) with { UsbProduct = 0x014F };

    /// <summary>The families, in the sheet's order.</summary>
    public static IReadOnlyList<Family> All { get; } = [Lpc55S6x, Lpc55S2x, Lpc55S1x, Lpc55S0x, Lpc55S3x, Mcxn];

    /// <summary>Finds a family by a current or old name.</summary>
    /// <param name="name">The name.</param>
    public static Parsed<Family> Find(string name) =>
        All.FirstOrDefault(f => f.Is(name)) is { } family
            ? family
            : FamilyFaults.Unknown.Fault($"family {name} is not known; known are {string.Join(", ", All.SelectMany(f => f.Names))}");

    // Flash: up to the pages; nxp-mboot section 7 gives the small ones 0x3D000.
    private static Family Large(string first, string second, string old) =>
        new([first, second, old], 0x9DE00, 0x9E400, Buffer) { Flash = new(0, 0x9DE00), UsbProduct = 0x0021 };

    private static Family Small(string first, string second, string old) =>
        new([first, second, old], 0x3DE00, 0x3E400, Buffer) { Flash = new(0, 0x3D000), EraseFirst = new(0, 0x18000), ExampleCertificates = 0x10030000 };

    private static Family WithProvisioningData(string[] names, uint cfpa, uint cmpa, AddressRange buffer) => new(names, cfpa, cmpa, buffer)
    {
        UpdatesCfpa = false,
        UsesProvisioningData = true,
        KeyFlagsVersion = 1,
        DieCertificateVersion = 1,
    };
}
