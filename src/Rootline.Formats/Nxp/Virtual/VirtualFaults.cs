using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Virtual;

/// <summary>Faults of the files of virtual cards and chips.</summary>
public static class VirtualFaults
{
    /// <summary>A birth file is malformed.</summary>
    public static readonly FaultCode Birth = new(
        "virtual-birth", Party.File, "a birth file of a virtual card or chip is damaged or of another version", "make the card or chip again from its vendor folder");

    /// <summary>Provisioning data are malformed.</summary>
    public static readonly FaultCode Data = new(
        "virtual-provisioning-data", Party.File, "provisioning data of the virtual profile are damaged, of another version or of another family", "make them again for the chips' family");

    /// <summary>The provisioning firmware's image is malformed.</summary>
    public static readonly FaultCode Firmware = new(
        "virtual-firmware", Party.File, "the image inside a provisioning firmware file is not one that a virtual chip can run", "use the provisioning firmware file of the same virtual vendor");
}
