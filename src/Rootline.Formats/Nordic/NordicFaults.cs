using Rootline.Core.Faults;

namespace Rootline.Formats.Nordic;

/// <summary>Faults of what is read of Nordic's parts and files.</summary>
public static class NordicFaults
{
    /// <summary>The provision area is malformed.</summary>
    public static readonly FaultCode Area = new(
        "nordic-provision-area", Party.Device, "the provision area of a Nordic part is malformed", "check the provision address: it must be the one that image and firmware were built with");

    /// <summary>The file is not a firmware of the virtual parts.</summary>
    public static readonly FaultCode Firmware = new(
        "nordic-firmware-file", Party.File, "the flash of a virtual Nordic part holds no firmware that it can run", "program an image made by rootline nordic firmware");
}
