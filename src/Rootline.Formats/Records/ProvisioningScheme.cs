namespace Rootline.Formats.Records;

/// <summary>Names of the provisioning schemes in the journal and in device records.</summary>
public static class ProvisioningScheme
{
    /// <summary>NXP's trust provisioning with a smart card. A device is its chip's UUID, 32 digits.</summary>
    public const string Nxp = DeviceRecord.NxpTrustProvisioning;

    /// <summary>TF-M's platform provisioning: secrets of a bundle, by debugger or as a data image. A device is the id of its bundle, 32 digits.</summary>
    public const string Tfm = "tfm";

    /// <summary>Nordic's provisioning image: the chip makes its own keys. A device is its chip's device id, 16 digits.</summary>
    public const string Nordic = "nordic";

    /// <summary>Whether a card counts the devices of a scheme.</summary>
    /// <param name="scheme">The scheme's name.</param>
    public static bool HasCard(string scheme) => scheme == Nxp;

    /// <summary>
    /// Whether a text may name a device: lower-case hexadecimal digits in pairs, 32 where the scheme has a card, otherwise 16 to 66.
    /// </summary>
    /// <param name="scheme">The scheme's name.</param>
    /// <param name="name">The device's name.</param>
    public static bool IsDevice(string scheme, string name) =>
        name.All(char.IsAsciiHexDigitLower)
        && (HasCard(scheme) ? name.Length == 32 : name.Length is >= 16 and <= 66 && name.Length % 2 == 0);
}
