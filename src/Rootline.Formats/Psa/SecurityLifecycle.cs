namespace Rootline.Formats.Psa;

/// <summary>
/// States of a device as a token tells them; the number is the first of the state's range of 256, whose low byte is the
/// implementation's. Source: psa-attestation section 3.3.
/// </summary>
public enum SecurityLifecycle
{
    /// <summary>Nothing is known: 0x0000 to 0x00ff.</summary>
    Unknown = 0x0000,

    /// <summary>Assembly and test: 0x1000 to 0x10ff.</summary>
    AssemblyAndTest = 0x1000,

    /// <summary>PSA root of trust provisioning: 0x2000 to 0x20ff.</summary>
    PsaRotProvisioning = 0x2000,

    /// <summary>Secured: 0x3000 to 0x30ff.</summary>
    Secured = 0x3000,

    /// <summary>Debug of what is not the PSA root of trust: 0x4000 to 0x40ff.</summary>
    NonPsaRotDebug = 0x4000,

    /// <summary>Debug of the PSA root of trust, from which the device comes back: 0x5000 to 0x50ff.</summary>
    RecoverablePsaRotDebug = 0x5000,

    /// <summary>Decommissioned: 0x6000 to 0x60ff.</summary>
    Decommissioned = 0x6000,
}
