using Rootline.Core.Media;
using Rootline.Formats.Nxp;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The memory map of the virtual chips of a family. All parts of a family have the same map: the source gives none for parts.
/// The places of the two CFPA copies, of the key store and of the session are this product's ("virtual" profile) everywhere.
/// </summary>
public sealed record ChipProfile
{
    /// <summary>Length of a flash page: unit of programming and of erasing.</summary>
    public const int PageLength = 512;

    /// <summary>Secure alias: the same memory, with this bit set in the address.</summary>
    public const uint SecureAlias = 0x10000000;

    /// <summary>The chip's family.</summary>
    public required Family Family { get; init; }

    /// <summary>The flash, with the protected pages in it.</summary>
    public required FlashGeometry Flash { get; init; }

    /// <summary>Where images and OEM certificates may lie.</summary>
    public required AddressRange Application { get; init; }

    /// <summary>RAM regions.</summary>
    public required IReadOnlyList<AddressRange> Ram { get; init; }

    /// <summary>First of the two CFPA copies in the flash; the second follows it.</summary>
    public required int CfpaCopies { get; init; }

    /// <summary>The CMPA page in the flash; the host's address for it is the family's.</summary>
    public required int Cmpa { get; init; }

    /// <summary>The key store page in the flash.</summary>
    public required int KeyStore { get; init; }

    /// <summary>First page of the provisioning session in the flash.</summary>
    public required int Session { get; init; }

    /// <summary>Whether sizes of flash and RAM are the sheet's (nxp-mboot section 7); else they are this product's.</summary>
    public required bool HasSheetSizes { get; init; }

    /// <summary>LPC55S69.</summary>
    public static ChipProfile Lpc55S69 => ChipProfiles.Lpc55S6x;

    /// <summary>Whether an address is one of the chip's flash that holds images; the alias counts.</summary>
    /// <param name="address">An address.</param>
    /// <param name="length">Length in bytes.</param>
    public bool IsApplication(uint address, long length) => Application.Contains(address & ~SecureAlias, length);
}
