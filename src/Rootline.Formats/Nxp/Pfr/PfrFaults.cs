using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Pfr;

/// <summary>Faults of the protected flash pages.</summary>
public static class PfrFaults
{
    /// <summary>A page has a wrong length.</summary>
    public static readonly FaultCode Length = new(
        "pfr-length", Party.File, "a protected flash page has a wrong length", "check that the right file was named: CFPA and CMPA are binary files of 512 bytes");

    /// <summary>A word and its inverse disagree.</summary>
    public static readonly FaultCode Inverse = new(
        "pfr-inverse", Party.File, "a word of a protected flash page and its inverse disagree", "make the page again with the vendor's tool or rootline");
}
