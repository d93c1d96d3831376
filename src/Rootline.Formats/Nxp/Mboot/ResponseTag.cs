namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Kinds of response (MCU boot loader reference, "response tags").</summary>
public enum ResponseTag : byte
{
    /// <summary>Status and the command's tag.</summary>
    Generic = 0xA0,

    /// <summary>Status and the byte count of the data phase.</summary>
    ReadMemory = 0xA3,

    /// <summary>Status and the values of a property.</summary>
    GetProperty = 0xA7,

    /// <summary>Status, byte count and data words.</summary>
    FlashReadOnce = 0xAF,

    /// <summary>Status and byte count.</summary>
    FlashReadResource = 0xB0,

    /// <summary>Status and byte count of a key blob.</summary>
    KeyBlob = 0xB3,

    /// <summary>Status and byte count of a key store.</summary>
    KeyProvisioning = 0xB5,

    /// <summary>Status and what the operation returns.</summary>
    TrustProvisioning = 0xB6,
}
