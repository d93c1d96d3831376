using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp;

/// <summary>What the host must know of a chip family. Source: nxp-trust-provisioning 5.3.</summary>
/// <param name="Names">The current names, then the old one.</param>
/// <param name="CfpaAddress">Where the host reads and writes the CFPA.</param>
/// <param name="CmpaAddress">Where the CMPA lies.</param>
/// <param name="Buffer">Where the provisioning firmware exchanges messages.</param>
public sealed record Family(IReadOnlyList<string> Names, uint CfpaAddress, uint CmpaAddress, AddressRange Buffer)
{
    /// <summary>Longest OEM certificate in bytes.</summary>
    public const int MaxOemCertificate = 1000;

    /// <summary>What to erase before the provisioning firmware is loaded, if anything.</summary>
    public AddressRange? EraseFirst { get; init; }

    /// <summary>Whether the CFPA's root key word must be set before the provisioning firmware is loaded.</summary>
    public bool UpdatesCfpa { get; init; } = true;

    /// <summary>Whether the card hands out provisioning data (SB3) instead of pages and keys.</summary>
    public bool UsesProvisioningData { get; init; }

    /// <summary>OEM key flags version.</summary>
    public int KeyFlagsVersion { get; init; }

    /// <summary>DIE certificate version.</summary>
    public int DieCertificateVersion { get; init; }

    /// <summary>Where product images and OEM certificates may lie; null where the sheet does not say.</summary>
    public AddressRange? Flash { get; init; }

    /// <summary>Where examples put the first OEM certificate, one each 0x1000 bytes; in the flash of every part of the family.</summary>
    public uint ExampleCertificates { get; init; } = 0x10040000;

    /// <summary>The product id of the ROM on USB, vendor id 1FC9 (nxp-mboot section 2); null where the sheet does not say.</summary>
    public ushort? UsbProduct { get; init; }

    /// <summary>The card's TP flags for this family.</summary>
    public Trust.TpFlags TpFlags => new(DieCertificateVersion, KeyFlagsVersion, UsesProvisioningData);

    /// <summary>Whether a name means this family.</summary>
    /// <param name="name">A current or old name.</param>
    public bool Is(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A range of addresses.</summary>
/// <param name="Start">First address.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct AddressRange(uint Start, uint Length)
{
    /// <summary>Whether another range lies inside this one.</summary>
    /// <param name="start">Its first address.</param>
    /// <param name="length">Its length in bytes.</param>
    public bool Contains(uint start, long length) => start >= Start && start + length <= (long)Start + Length;
}

/// <summary>Faults of family names.</summary>
public static class FamilyFaults
{
    /// <summary>The name means no family.</summary>
    public static readonly FaultCode Unknown = new(
        "family-unknown", Party.Operator, "a family name is not known", "use one of the names that the error lists");
}
