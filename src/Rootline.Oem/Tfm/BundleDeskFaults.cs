using Rootline.Core.Faults;

namespace Rootline.Oem.Tfm;

/// <summary>Faults at the desk where bundles are made.</summary>
public static class BundleDeskFaults
{
    /// <summary>The register cannot be read.</summary>
    public static readonly FaultCode Register = new(
        "tfm-register", Party.File, "the register of bundles is not one", "name the register that rootline tfm bundle new wrote, or a new file");
}
