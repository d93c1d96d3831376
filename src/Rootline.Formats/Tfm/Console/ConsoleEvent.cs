namespace Rootline.Formats.Tfm.Console;

/// <summary>What a line of a TF-M platform's console tells of. Source: tfm-provisioning section 5.2.</summary>
public enum ConsoleEvent
{
    /// <summary>Nothing that matters for provisioning.</summary>
    Other,

    /// <summary>BL2 begins: a boot.</summary>
    BootloaderStarted,

    /// <summary>BL1 takes its data.</summary>
    Bl1Provisioning,

    /// <summary>BL2 takes its data.</summary>
    Bl2Provisioning,

    /// <summary>The secure image takes its data.</summary>
    SecureProvisioning,

    /// <summary>The firmware burns the published dummy values.</summary>
    DummyBuild,

    /// <summary>The device was provisioned with the published dummy values.</summary>
    DummyKeys,

    /// <summary>The data of the life cycle ASSEMBLY_AND_TEST are not there.</summary>
    NoAssemblyData,

    /// <summary>The data of the life cycle PSA_ROT_PROVISIONING are not there.</summary>
    NoPsaRotData,

    /// <summary>BL2 stops for ever.</summary>
    ProvisioningFailed,

    /// <summary>One-time memory cannot be used; BL2 stops for ever.</summary>
    OtpFailed,

    /// <summary>BL2 waits for a bundle.</summary>
    WaitingForBundle,

    /// <summary>BL2 runs a bundle.</summary>
    RunningBundle,

    /// <summary>An image is refused.</summary>
    ImageRefused,

    /// <summary>BL2 starts the secure image.</summary>
    SecureStarting,

    /// <summary>The secure image is up.</summary>
    SecureBooted,

    /// <summary>The non-secure image is up: the device works.</summary>
    NonSecureStarted,
}
