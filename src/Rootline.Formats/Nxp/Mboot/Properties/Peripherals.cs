namespace Rootline.Formats.Nxp.Mboot.Properties;

/// <summary>The value of property 02: where a loader listens.</summary>
[Flags]
public enum Peripherals : uint
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>A UART.</summary>
    Uart = 0x01,

    /// <summary>An I2C bus, as slave.</summary>
    I2c = 0x02,

    /// <summary>An SPI bus, as slave.</summary>
    Spi = 0x04,

    /// <summary>A CAN bus.</summary>
    Can = 0x08,

    /// <summary>USB, as HID device.</summary>
    UsbHid = 0x10,

    /// <summary>USB, as serial port.</summary>
    UsbCdc = 0x20,

    /// <summary>USB, as DFU device.</summary>
    UsbDfu = 0x40,

    /// <summary>A LIN bus.</summary>
    Lin = 0x80,
}
