namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Memories by number (MCU boot loader reference, "memory ids"). Hosts send 1 to 255, which are mapped, as 0.</summary>
public enum MemoryId : uint
{
    /// <summary>The internal memory.</summary>
    Internal = 0,

    /// <summary>QSPI flash.</summary>
    Qspi = 1,

    /// <summary>Information region or fuses.</summary>
    Ifr = 4,

    /// <summary>NOR flash on the parallel bus.</summary>
    SemcNor = 8,

    /// <summary>NOR flash on FlexSPI.</summary>
    FlexSpiNor = 9,

    /// <summary>Flash on SPIFI.</summary>
    Spifi = 10,

    /// <summary>Flash on XSPI.</summary>
    Xspi = 11,

    /// <summary>Internal flash that can only be executed.</summary>
    ExecuteOnly = 16,

    /// <summary>NAND flash on the parallel bus.</summary>
    SemcNand = 256,

    /// <summary>NAND flash on SPI.</summary>
    SpiNand = 257,

    /// <summary>NOR flash or EEPROM on SPI.</summary>
    SpiNor = 272,

    /// <summary>EEPROM on I2C.</summary>
    I2cEeprom = 273,

    /// <summary>SD card.</summary>
    Sd = 288,

    /// <summary>MMC card.</summary>
    Mmc = 289,
}
