using System.Globalization;
using Rootline.Core.Media;
using Rootline.Formats.Nxp;

namespace Rootline.Chips.Lpc55;

/// <summary>The virtual chips: one memory map for each family that the host knows.</summary>
public static class ChipProfiles
{
    /// <summary>LPC55S69 and LPC55S66.</summary>
    public static ChipProfile Lpc55S6x { get; } = Large(Families.Lpc55S6x) with { HasSheetSizes = true };

    /// <summary>The profiles, in the order of <see cref="Families.All"/>.</summary>
    public static IReadOnlyList<ChipProfile> All { get; } =
        [Lpc55S6x, Large(Families.Lpc55S2x), Small(Families.Lpc55S1x), Small(Families.Lpc55S0x), Lpc55S36(), Mcxn()];

    /// <summary>The profile of a family.</summary>
    /// <param name="family">A current or old name.</param>
    /// <exception cref="Core.Faults.FaultException"><see cref="ChipFaults.NoSuchChip"/>.</exception>
    public static ChipProfile Of(string family) =>
        All.FirstOrDefault(p => p.Family.Is(family))
        ?? throw ChipFaults.NoSuchChip.Exception($"there is no virtual chip of family {family}");

    /// <summary>The profiles as a Markdown table; docs/virtual-chip.md holds it.</summary>
    public static string ToMarkdown() =>
        "| names | flash for images | RAM | CFPA, CMPA | buffer | erase first | CFPA update | takes | key flags, DIE certificate | USB product | sizes |\n"
        + "|---|---|---|---|---|---|---|---|---|---|---|\n"
        + string.Concat(All.Select(Row));

    private static string Row(ChipProfile profile)
    {
        var family = profile.Family;
        string[] cells =
        [
            string.Join(" ", family.Names),
            Text(profile.Application),
            string.Join(" ", profile.Ram.Select(Text)),
            $"{Hex(family.CfpaAddress)} {Hex(family.CmpaAddress)}",
            Text(family.Buffer),
            family.EraseFirst is { } range ? Text(range) : "no",
            family.UpdatesCfpa ? "yes" : "no",
            family.UsesProvisioningData ? "provisioning data" : "pages, KEKs",
            string.Create(CultureInfo.InvariantCulture, $"v{family.KeyFlagsVersion}, v{family.DieCertificateVersion}"),
            family.UsbProduct is { } usb ? usb.ToString("X4", CultureInfo.InvariantCulture) : "unverified",
            profile.HasSheetSizes ? "known" : "virtual",
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static string Text(AddressRange range) => $"{Hex(range.Start)}+{Hex(range.Length)}";

    private static string Hex(uint number) => number.ToString("X", CultureInfo.InvariantCulture);

    private static ChipProfile Large(Family family) => new()
    {
        Family = family,
        Flash = Flash(0xA0000),
        Application = new(0, 0x9DE00),
        Ram = [new(0x20000000, 0x18000), new(0x04000000, 0x8000), new(0x40100000, 0x4000)],
        CfpaCopies = 0x9E000,
        Cmpa = 0x9E400,
        KeyStore = 0x9E600,
        Session = 0x9F000,
        HasSheetSizes = false,
    };

    private static ChipProfile Small(Family family) => new()
    {
        Family = family,
        Flash = Flash(0x40000),
        Application = new(0, 0x3D000),
        Ram = [new(0x20000000, 0x10000), new(0x04000000, 0x4000)],
        CfpaCopies = 0x3E000,
        Cmpa = 0x3E400,
        KeyStore = 0x3E600,
        Session = 0x3F000,
        HasSheetSizes = true,
    };

    private static ChipProfile Lpc55S36() => new()
    {
        Family = Families.Lpc55S3x,
        Flash = Flash(0x40000),
        Application = new(0, 0x3D000),
        Ram = [new(0x20000000, 0x10000), new(0x04000000, 0x4000)],
        CfpaCopies = 0x3DC00,
        Cmpa = 0x3E200,
        KeyStore = 0x3E400,
        Session = 0x3F000,
        HasSheetSizes = false,
    };

    // The pages have addresses of their own; here they lie behind the flash for images.
    private static ChipProfile Mcxn() => new()
    {
        Family = Families.Mcxn,
        Flash = Flash(0x102000),
        Application = new(0, 0x100000),
        Ram = [new(0x20000000, 0x18000), new(0x04000000, 0x8000)],
        CfpaCopies = 0x100000,
        Cmpa = 0x100400,
        KeyStore = 0x100600,
        Session = 0x101000,
        HasSheetSizes = false,
    };

    private static FlashGeometry Flash(int size) => new(size, ChipProfile.PageLength, ChipProfile.PageLength, 0xFF, 16);
}
