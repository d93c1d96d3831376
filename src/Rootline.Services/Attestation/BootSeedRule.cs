namespace Rootline.Services.Attestation;

/// <summary>What the boot seed in a token is. Source: tfm-provisioning section 9.4.</summary>
public enum BootSeedRule
{
    /// <summary>The platform's item as it is: with TF-M's own platform the same on every boot.</summary>
    Constant,

    /// <summary>Drawn once a boot, and mixed with the platform's item where there is one.</summary>
    PerBoot,
}
