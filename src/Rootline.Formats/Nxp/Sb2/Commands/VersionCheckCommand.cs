using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Pfr;

namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag B: compares a version with the one that the device keeps, and ends the file with 10115 when it is lower.</summary>
/// <param name="IsNonSecure">False for the secure firmware's version, true for the non-secure one's.</param>
/// <param name="Version">The version.</param>
public sealed record VersionCheckCommand(bool IsNonSecure, uint Version) : Sb2Command
{
    /// <summary>Judges the version against the floor that a device keeps.</summary>
    /// <param name="cfpa">The device's page.</param>
    /// <returns><see cref="Sb2Faults.Rollback"/> when the device's floor is higher, otherwise null.</returns>
    public Fault? CheckAgainst(CfpaPage cfpa)
    {
        uint floor = IsNonSecure ? cfpa.NonSecureFirmwareVersion : cfpa.SecureFirmwareVersion;
        return Version >= floor ? null : Sb2Faults.Rollback.Because($"the file's {(IsNonSecure ? "non-secure" : "secure")} firmware version is {Version}, the device demands {floor}");
    }

    internal override Sb2CommandHeader Header => new(Sb2CommandTag.VersionCheck, 0, IsNonSecure ? 1u : 0u, Version, 0);
}
