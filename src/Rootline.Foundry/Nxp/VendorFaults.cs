using Rootline.Core.Faults;

namespace Rootline.Foundry.Nxp;

/// <summary>Faults of a virtual vendor's folder.</summary>
public static class VendorFaults
{
    /// <summary>A vendor lives there already.</summary>
    public static readonly FaultCode Exists = new(
        "vendor-exists", Party.Operator, "a virtual vendor lives in this folder already and its keys are not overwritten", "use another folder, or the vendor that is there");

    /// <summary>The files in a vendor's folder do not belong together.</summary>
    public static readonly FaultCode Mixed = new(
        "vendor-mixed", Party.File, "the files of a virtual vendor do not belong together", "restore the folder from a copy, or found a new vendor in another folder");
}
