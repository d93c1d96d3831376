using Rootline.Core.Media;
using Rootline.Formats.Nxp;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The memory map of a virtual chip. Sizes follow the fact sheet nxp-mboot section 7; the places of the two CFPA copies, of
/// the key store and of the session are this product's ("virtual" profile), because the source does not give them.
/// </summary>
public sealed record ChipProfile
{
    /// <summary>Length of a flash page: unit of programming and of erasing.</summary>
    public const int PageLength = 512;

    /// <summary>Secure alias: the same memory, with this bit set in the address.</summary>
    public const uint SecureAlias = 0x10000000;

    /// <summary>The chip's family.</summary>
    public required Family Family { get; init; }

    /// <summary>The flash.</summary>
    public required FlashGeometry Flash { get; init; }

    /// <summary>Where images and OEM certificates may lie.</summary>
    public required AddressRange Application { get; init; }

    /// <summary>RAM regions.</summary>
    public required IReadOnlyList<AddressRange> Ram { get; init; }

    /// <summary>First of the two CFPA copies; the second follows it.</summary>
    public required int CfpaCopies { get; init; }

    /// <summary>The CMPA page.</summary>
    public required int Cmpa { get; init; }

    /// <summary>The key store page.</summary>
    public required int KeyStore { get; init; }

    /// <summary>First page of the provisioning session.</summary>
    public required int Session { get; init; }

    /// <summary>LPC55S69.</summary>
    public static ChipProfile Lpc55S69 { get; } = new()
    {
        Family = Families.Lpc55S6x,
        Flash = new FlashGeometry(0xA0000, PageLength, PageLength, 0xFF, 16),
        Application = new AddressRange(0, 0x9DE00),
        Ram = [new(0x20000000, 0x18000), new(0x04000000, 0x8000), new(0x40100000, 0x4000)],
        CfpaCopies = 0x9E000,
        Cmpa = 0x9E400,
        KeyStore = 0x9E600,
        Session = 0x9F000,
    };
}
