using Rootline.Core.Faults;

namespace Rootline.Formats.Nordic;

/// <summary>Faults of what is read of Nordic's parts and files.</summary>
public static class NordicFaults
{
    /// <summary>The provision area is malformed.</summary>
    public static readonly FaultCode Area = new(
        "nordic-provision-area", Party.Device, "the provision area of a Nordic part is malformed", "check the provision address: it must be the one that image and firmware were built with");

    /// <summary>The part is known by name and cannot be provisioned here.</summary>
    public static readonly FaultCode Unsupported = new(
        "nordic-part-unsupported", Party.Operator, "parts of this series cannot be provisioned here: where their keys and protection words lie is not known from public sources",
        "read a part's provision area with another tool and show it: rootline nordic show FILE --layout nrf54l");

    /// <summary>The file is not a firmware of the virtual parts.</summary>
    public static readonly FaultCode Firmware = new(
        "nordic-firmware-file", Party.File, "the flash of a virtual Nordic part holds no firmware that it can run", "program an image made by rootline nordic firmware");
}
