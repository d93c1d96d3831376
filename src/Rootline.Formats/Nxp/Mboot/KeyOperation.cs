namespace Rootline.Formats.Nxp.Mboot;

/// <summary>What command 15 does, its first parameter (MCU boot loader reference, "key provisioning").</summary>
public enum KeyOperation : uint
{
    /// <summary>Makes the root of a new key store.</summary>
    Enroll = 0,

    /// <summary>Takes a key from the host.</summary>
    SetUserKey = 1,

    /// <summary>Draws a key that nobody knows.</summary>
    SetIntrinsicKey = 2,

    /// <summary>Burns the key store.</summary>
    WriteNonVolatile = 3,

    /// <summary>Loads the key store that was burned.</summary>
    ReadNonVolatile = 4,

    /// <summary>Takes a whole key store from the host.</summary>
    WriteKeyStore = 5,

    /// <summary>Gives the whole key store, as only the same chip can use it.</summary>
    ReadKeyStore = 6,
}
