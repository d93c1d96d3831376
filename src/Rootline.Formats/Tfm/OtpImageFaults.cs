using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>Faults of images of one-time memory.</summary>
public static class OtpImageFaults
{
    /// <summary>It is none.</summary>
    public static readonly FaultCode NotOne = new(
        "tfm-otp-image", Party.File, "a file is no image of TF-M's one-time memory", "take area and backup out of the flash as they lie, one behind the other; on mps2/an521 that is 0x2000 bytes from 0x10309000");

    /// <summary>Its layout is not known, or several fit.</summary>
    public static readonly FaultCode Layout = new(
        "tfm-otp-layout", Party.Operator, "which release and build of TF-M laid one-time memory out cannot be told", "name it with --layout, for example tfm-1.7, tfm-1.7/68, tfm-2.3/bl1");

    /// <summary>Nothing can be done with it.</summary>
    public static readonly FaultCode Lost = new(
        "tfm-otp-lost", Party.File, "one-time memory has no whole copy, or was never formatted", "nothing brings it back: read the flash again, else the device's keys and counters are lost");
}
