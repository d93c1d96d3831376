namespace Rootline.Chips.Tfm;

/// <summary>Life cycle of CryptoCell-312, as its register shows it. Source: tfm-provisioning section 7.</summary>
public enum Cc312Lifecycle
{
    /// <summary>With the chip's manufacturer: TF-M's ASSEMBLY_AND_TEST.</summary>
    ChipManufacturer = 0,

    /// <summary>With the device's manufacturer: TF-M's PSA_ROT_PROVISIONING.</summary>
    DeviceManufacturer = 1,

    /// <summary>Secure: TF-M's SECURED.</summary>
    Secure = 5,

    /// <summary>Returned: TF-M's DECOMMISSIONED.</summary>
    Returned = 7,
}
