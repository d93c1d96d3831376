using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>Faults of what a loader is built from and of what it leaves behind.</summary>
public static class LoaderFaults
{
    /// <summary>The boot code of a virtual chip.</summary>
    public static readonly FaultCode BootCode = new(
        "boot-code", Party.File, "the boot code of a virtual chip is damaged, missing, or asks for what does not go together", "put boot code into the chip with rootline chip secure");

    /// <summary>The shared data.</summary>
    public static readonly FaultCode SharedData = new(
        "boot-shared-data", Party.Device, "the data that a loader leaves to the firmware are malformed or do not fit", "check that the area is the one that the loader wrote");
}
