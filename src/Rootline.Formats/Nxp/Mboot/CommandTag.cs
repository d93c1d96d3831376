namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Commands of the boot loader (MCU boot loader reference, "command tags").</summary>
public enum CommandTag : byte
{
    /// <summary>Erases a memory: memory id.</summary>
    FlashEraseAll = 0x01,

    /// <summary>Erases a region: address, length, memory id.</summary>
    FlashEraseRegion = 0x02,

    /// <summary>Reads: address, length, memory id; data phase in.</summary>
    ReadMemory = 0x03,

    /// <summary>Writes: address, length, memory id; data phase out.</summary>
    WriteMemory = 0x04,

    /// <summary>Fills: address, length, pattern.</summary>
    FillMemory = 0x05,

    /// <summary>Opens a locked flash: key high, key low.</summary>
    FlashSecurityDisable = 0x06,

    /// <summary>Asks for a property: tag, index.</summary>
    GetProperty = 0x07,

    /// <summary>Takes an SB file: length; data phase out.</summary>
    ReceiveSbFile = 0x08,

    /// <summary>Starts code: address, argument, stack pointer.</summary>
    Execute = 0x09,

    /// <summary>Calls code: address, argument.</summary>
    Call = 0x0A,

    /// <summary>Resets the target.</summary>
    Reset = 0x0B,

    /// <summary>Sets a property: tag, value.</summary>
    SetProperty = 0x0C,

    /// <summary>Erases everything and opens the flash.</summary>
    FlashEraseAllUnsecure = 0x0D,

    /// <summary>Programs a one-time word: index, byte count, data.</summary>
    FlashProgramOnce = 0x0E,

    /// <summary>Reads a one-time word: index, byte count.</summary>
    FlashReadOnce = 0x0F,

    /// <summary>Reads a special region: address, length, option.</summary>
    FlashReadResource = 0x10,

    /// <summary>Sets up an external memory: memory id, address.</summary>
    ConfigureMemory = 0x11,

    /// <summary>Swaps images: address.</summary>
    ReliableUpdate = 0x12,

    /// <summary>Wraps a key: selector, length, phase.</summary>
    GenerateKeyBlob = 0x13,

    /// <summary>Burns fuses: address, length, memory id; data phase out.</summary>
    FuseProgram = 0x14,

    /// <summary>Operates the key store: operation, and what it needs.</summary>
    KeyProvisioning = 0x15,

    /// <summary>Trust provisioning: operation word, and what it needs.</summary>
    TrustProvisioning = 0x16,

    /// <summary>Reads fuses: address, length, memory id; data phase in.</summary>
    FuseRead = 0x17,

    /// <summary>Moves the life cycle on: value.</summary>
    UpdateLifeCycle = 0x18,

    /// <summary>Passes a message to the secure enclave.</summary>
    EleMessage = 0x19,

    /// <summary>Operates the cloud provisioning agent.</summary>
    EdgeLock2Go = 0x20,

    /// <summary>Sets up the I2C bridge.</summary>
    ConfigureI2c = 0xC1,

    /// <summary>Sets up the SPI bridge.</summary>
    ConfigureSpi = 0xC2,

    /// <summary>Sets up the CAN bridge.</summary>
    ConfigureCan = 0xC3,
}
