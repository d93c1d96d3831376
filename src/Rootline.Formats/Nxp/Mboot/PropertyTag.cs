namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Properties that can be asked for (MCU boot loader reference, "properties").</summary>
public enum PropertyTag : uint
{
    /// <summary>Version of the loader: letter 'K', major, minor, fix.</summary>
    CurrentVersion = 0x01,

    /// <summary>Bit mask of the interfaces.</summary>
    AvailablePeripherals = 0x02,

    /// <summary>Start of a flash region; the index selects it.</summary>
    FlashStart = 0x03,

    /// <summary>Size of a flash region in bytes.</summary>
    FlashSize = 0x04,

    /// <summary>Smallest erasable size in bytes.</summary>
    FlashSectorSize = 0x05,

    /// <summary>Number of flash blocks.</summary>
    FlashBlockCount = 0x06,

    /// <summary>Bit mask, bit = command tag - 1.</summary>
    AvailableCommands = 0x07,

    /// <summary>Status of the application's CRC check.</summary>
    CrcCheckStatus = 0x08,

    /// <summary>The last error.</summary>
    LastError = 0x09,

    /// <summary>1 when writes are read back.</summary>
    VerifyWrites = 0x0A,

    /// <summary>Longest data frame in bytes.</summary>
    MaxPacketSize = 0x0B,

    /// <summary>Pairs of first and last address.</summary>
    ReservedRegions = 0x0C,

    /// <summary>1 when regions are checked.</summary>
    ValidateRegions = 0x0D,

    /// <summary>Start of a RAM region; the index selects it.</summary>
    RamStart = 0x0E,

    /// <summary>Size of a RAM region in bytes.</summary>
    RamSize = 0x0F,

    /// <summary>Device identification register.</summary>
    SystemDeviceIdent = 0x10,

    /// <summary>0 or 5AA55AA5 open, 1 or C33CC33C locked.</summary>
    SecurityState = 0x11,

    /// <summary>The chip's unique number, 4 words.</summary>
    UniqueDeviceIdent = 0x12,

    /// <summary>Flash access control present.</summary>
    FacSupport = 0x13,

    /// <summary>Flash access segment size.</summary>
    FacSegmentSize = 0x14,

    /// <summary>Flash access segment count.</summary>
    FacSegmentCount = 0x15,

    /// <summary>Read margin level.</summary>
    FlashReadMargin = 0x16,

    /// <summary>State of the QSPI.</summary>
    QspiInitStatus = 0x17,

    /// <summary>Version of the target: letter, major, minor, fix.</summary>
    TargetVersion = 0x18,

    /// <summary>Flags, start, size in kB, page, sector, block.</summary>
    ExternalMemoryAttributes = 0x19,

    /// <summary>Status of the reliable update.</summary>
    ReliableUpdateStatus = 0x1A,

    /// <summary>Smallest programmable size in bytes.</summary>
    FlashPageSize = 0x1B,

    /// <summary>Pin that tells the host of an answer.</summary>
    IrqNotifierPin = 0x1C,

    /// <summary>0 key provisioning, 1 write memory.</summary>
    PfrKeyStoreUpdateOption = 0x1D,

    /// <summary>Timeout in milliseconds between two bytes.</summary>
    ByteWriteTimeout = 0x1E,

    /// <summary>Which fuses are locked.</summary>
    FuseLockedStatus = 0x1F,

    /// <summary>Status of the last boot.</summary>
    BootStatus = 0x20,

    /// <summary>Version of the loadable firmware.</summary>
    FirmwareVersion = 0x21,

    /// <summary>Whether the fuse voltage is on.</summary>
    FuseProgramVoltage = 0x22,
}
