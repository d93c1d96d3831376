using Rootline.Core.Faults;

namespace Rootline.Oem.Tfm;

/// <summary>Faults of data images.</summary>
public static class DataImageFaults
{
    /// <summary>There are no data to replace.</summary>
    public static readonly FaultCode NoData = new(
        "tfm-image-no-data", Party.Operator, "an ELF file holds no provisioning data to put the bundle's in place of", "build the images that carry data with TFM_DUMMY_PROVISIONING=ON; those that follow with OFF");

    /// <summary>The struct has another size.</summary>
    public static readonly FaultCode Size = new(
        "tfm-image-size", Party.Operator, "the provisioning data of an ELF file have another size than the bundle's", "make the bundle with as many keys, of the same form, as the firmware takes");

    /// <summary>The parts lie far apart.</summary>
    public static readonly FaultCode Spread = new(
        "tfm-image-spread", Party.File, "the loaded parts of an ELF file do not make one image", "take the ELF file that the build wrote; RAM is not loaded by it");
}
