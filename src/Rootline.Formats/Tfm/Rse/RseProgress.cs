namespace Rootline.Formats.Tfm.Rse;

/// <summary>How far RSE is in its provisioning: four bits on its system controller's GPIO. Source: tfm-provisioning section 8.2.</summary>
public enum RseProgress : byte
{
    /// <summary>Cold.</summary>
    Cold = 0x0,

    /// <summary>No test mode chosen; it waits.</summary>
    VirginIdle = 0x1,

    /// <summary>Waits for the chip manufacturer's bundle.</summary>
    ChipManufacturerWaits = 0x2,

    /// <summary>Returned; it waits.</summary>
    ReturnedIdle = 0x3,

    /// <summary>Runs the chip manufacturer's bundle.</summary>
    ChipManufacturerRuns = 0x4,

    /// <summary>The chip manufacturer's bundle is not authentic.</summary>
    ChipManufacturerNotAuthentic = 0x5,

    /// <summary>The chip manufacturer's bundle failed otherwise.</summary>
    ChipManufacturerFailed = 0x6,

    /// <summary>The chip manufacturer's bundle is done.</summary>
    ChipManufacturerDone = 0x7,

    /// <summary>Waits for the device manufacturer's bundle.</summary>
    DeviceManufacturerWaits = 0x8,

    /// <summary>Runs the device manufacturer's bundle.</summary>
    DeviceManufacturerRuns = 0x9,

    /// <summary>The device manufacturer's bundle is not authentic.</summary>
    DeviceManufacturerNotAuthentic = 0xA,

    /// <summary>The device manufacturer's bundle failed otherwise.</summary>
    DeviceManufacturerFailed = 0xB,

    /// <summary>The device manufacturer's bundle is done.</summary>
    DeviceManufacturerDone = 0xC,

    /// <summary>Boots as a secure device.</summary>
    SecureBoot = 0xD,
}
