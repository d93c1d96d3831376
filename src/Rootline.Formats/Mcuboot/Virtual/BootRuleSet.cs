namespace Rootline.Formats.Mcuboot.Virtual;

/// <summary>What a loader was built to demand beside what it always demands.</summary>
[Flags]
public enum BootRuleSet : ushort
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>The signature is over the image itself (Ed25519 only).</summary>
    Pure = 1 << 0,

    /// <summary>No types in the unprotected area but the format's own (allow list).</summary>
    AllowList = 1 << 1,

    /// <summary>A security counter that is not below the stored one, which is raised.</summary>
    Rollback = 1 << 2,

    /// <summary>A new image must not have a lower version than the one it replaces.</summary>
    NoOlderVersion = 1 << 3,

    /// <summary>A new image must not have a lower security counter than the one it replaces.</summary>
    NoLowerCounter = 1 << 4,

    /// <summary>Build numbers count when versions are compared.</summary>
    ComparesBuild = 1 << 5,

    /// <summary>A boot record in every image; it is left to the firmware.</summary>
    Measured = 1 << 6,

    /// <summary>Boot code protected against writing and debug closed, before any image is looked at.</summary>
    Protections = 1 << 7,

    /// <summary>One-time memory says which keys must have signed (else all of an image's keys that are there).</summary>
    Policy = 1 << 8,

    /// <summary>An image's vendor id and class id must be the device's.</summary>
    Uuids = 1 << 9,

    /// <summary>Zeros may follow an ECDSA signature.</summary>
    PaddedSignatures = 1 << 10,
}
