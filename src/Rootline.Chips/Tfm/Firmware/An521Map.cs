using Rootline.Chips.Boot;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>Addresses of TF-M on mps2-an521. Source: tfm-provisioning section 14.1; lengths of RAM and what lies inside are ours.</summary>
public static class An521Map
{
    /// <summary>The flash as the secure side sees it.</summary>
    public const uint SecureFlash = 0x10000000;

    /// <summary>The flash as the non-secure side sees it.</summary>
    public const uint NonSecureFlash = 0x00000000;

    /// <summary>RAM of the secure side.</summary>
    public const uint SecureRam = 0x38000000;

    /// <summary>RAM of the non-secure side.</summary>
    public const uint NonSecureRam = 0x28100000;

    /// <summary>Bytes of each RAM.</summary>
    public const uint RamLength = 0x00020000;

    /// <summary>The stack of loader and secure image.</summary>
    public const uint SecureStack = SecureRam + RamLength - 0x100;

    /// <summary>The stack of the non-secure image.</summary>
    public const uint NonSecureStack = NonSecureRam + RamLength - 0x100;

    /// <summary>Where the boot loader of a build that polls waits for a provisioning bundle.</summary>
    public const uint Bundle = SecureRam + 0x10000;

    /// <summary>Where the code of a bundle is copied to and runs.</summary>
    public const uint BundleCode = SecureRam + 0x14000;

    /// <summary>Where the values of a bundle are copied to.</summary>
    public const uint BundleValues = SecureRam + 0x16000;

    /// <summary>Where the data of a bundle's code are copied to.</summary>
    public const uint BundleData = SecureRam + 0x16400;

    /// <summary>Where BL1 looks for its provisioning data.</summary>
    public const uint Bl1Data = SecureRam + 0x13000;

    /// <summary>Where BL1_2 runs.</summary>
    public const uint Bl12Code = SecureRam + 0x18000;

    /// <summary>Bytes of BL1_2.</summary>
    public const int Bl12Length = 0x400;

    /// <summary>Where BL2 runs when BL1 stands in front of it.</summary>
    public const uint LoaderCode = SecureRam + 0x1A000;

    /// <summary>Where the rules of BL2 stand in its image: behind its code.</summary>
    public const int LoaderRules = 0x1000;

    /// <summary>Bytes of BL2 in its image: code, then rules.</summary>
    public const int LoaderLength = 0x2000;

    /// <summary>Bytes of the header of an image.</summary>
    public const int ImageHeader = 0x400;

    /// <summary>Where the boot code says what it was built to be: offset in the flash.</summary>
    public const int BuildOffset = 0x10000;

    /// <summary>Where the functions of the boot code begin: offset in the flash.</summary>
    public const int BootFunctions = BuildOffset + 0x100;

    private static readonly FlashLayout Flash = BootProfiles.An521.Layout;

    /// <summary>Where the code of the secure image begins.</summary>
    public static uint SecureCode { get; } = SecureFlash + (uint)Flash.Images[0].Primary.Start + ImageHeader;

    /// <summary>Where the code of the non-secure image begins.</summary>
    public static uint NonSecureCode { get; } = NonSecureFlash + (uint)Flash.Images[1].Primary.Start + ImageHeader;
}
