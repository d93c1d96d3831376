namespace Rootline.Formats.Nxp.Mboot.Hid;

/// <summary>The first byte of a report on USB (MCU boot loader reference, "USB-HID").</summary>
public enum HidReportId : byte
{
    /// <summary>A command, from the host.</summary>
    CommandOut = 1,

    /// <summary>A piece of a data phase, from the host.</summary>
    DataOut = 2,

    /// <summary>A response, to the host.</summary>
    CommandIn = 3,

    /// <summary>A piece of a data phase, to the host.</summary>
    DataIn = 4,
}
