using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm.Rse;

/// <summary>Faults around the provisioning of RSE, which this product reads and does not do.</summary>
public static class RseFaults
{
    /// <summary>Bytes are no message.</summary>
    public static readonly FaultCode Message = new(
        "tfm-rse-message", Party.File, "bytes are no provisioning message of RSE", "check that the right file or memory was named");

    /// <summary>A word is none of the life cycle manager's.</summary>
    public static readonly FaultCode Word = new(
        "tfm-rse-word", Party.Device, "a word of the life cycle manager, or a step of RSE's progress, is none that exists", "read the register again; if it stays so set the device aside");

    /// <summary>The product does not provision RSE.</summary>
    public static readonly FaultCode NotDone = new(
        "tfm-rse", Party.Operator, "this is a provisioning message of RSE, and RSE is not provisioned by this product", "provision it with its maker's tools; name a bundle of rootline tfm bundle new for other platforms");
}
