namespace Rootline.Formats.Nordic;

/// <summary>The parts that are known. Source: tfm-provisioning sections 12.1 and 12.7.</summary>
public static class NordicParts
{
    private static readonly KeyDestinations Nrf91Keys = new(0x50841400, 0x50841388, null);

    private static readonly UicrMap Nrf91Uicr = new(UicrMap.ApplicationBase, 0x02C, 0x030, 0x108);

    private static readonly NordicMemory Application = new(0, 0x100000, 0x1000);

    /// <summary>All parts.</summary>
    public static IReadOnlyList<NordicPart> All { get; } =
    [
        new()
        {
            Name = "nrf5340",
            Series = NordicSeries.Nrf53,
            PartCode = 0x5340,
            CryptoCell = 312,
            LocksByDefault = true,
            Memory = Application,
            Uicr = new(UicrMap.ApplicationBase, 0x01C, 0x020, 0x100),
            Destinations = new(0x50845400, 0x50845388, null),
            NetworkCore = new(new(0x01000000, 0x40000, 0x800), 0x01FF8000, 0x000, 0x004),
        },
        Nrf91("nrf9160", 0x9160, locksByDefault: false) with { Destinations = Nrf91Keys with { Kdr = 0x50841A50 } },
        Nrf91("nrf9161", 0x9161, locksByDefault: true),
        Nrf91("nrf9151", 0x9151, locksByDefault: true),
    ];

    /// <summary>Finds a part.</summary>
    /// <param name="name">Its name in any case.</param>
    /// <returns>The part, or null when it is not known.</returns>
    public static NordicPart? Find(string name) => All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static NordicPart Nrf91(string name, uint partCode, bool locksByDefault) => new()
    {
        Name = name,
        Series = NordicSeries.Nrf91,
        PartCode = partCode,
        CryptoCell = 310,
        LocksByDefault = locksByDefault,
        Memory = Application,
        Uicr = Nrf91Uicr,
        Destinations = Nrf91Keys,
    };
}
