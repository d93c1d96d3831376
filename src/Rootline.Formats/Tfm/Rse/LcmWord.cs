namespace Rootline.Formats.Tfm.Rse;

/// <summary>Words of the life cycle manager (LCM) of RSE, mps4 and Corstone-320. Source: tfm-provisioning section 8.2.</summary>
public enum LcmWord : uint
{
    /// <summary>Test mode: none chosen yet.</summary>
    Virgin = 0x000033CC,

    /// <summary>Test mode: for tests, without secrets.</summary>
    Test = 0x111155AA,

    /// <summary>Test mode: for production.</summary>
    Production = 0x2222AA55,

    /// <summary>Asks for secure provisioning: debug is off, and a reset keeps RAM.</summary>
    SecureProvisioning = 0x5EC10E1E,

    /// <summary>Life cycle: with the chip's manufacturer.</summary>
    ChipManufacturer = 0xCCCC3C3C,

    /// <summary>Life cycle: with the device's manufacturer.</summary>
    DeviceManufacturer = 0xDDDD5A5A,

    /// <summary>No valid state.</summary>
    Invalid = 0xDEADBEEF,

    /// <summary>Life cycle: secure.</summary>
    Secure = 0xEEEEA5A5,

    /// <summary>The manager met an error that nothing ends.</summary>
    FatalError = 0xFA7A1EEE,

    /// <summary>Life cycle: returned.</summary>
    Returned = 0xFFFFC3C3,
}
