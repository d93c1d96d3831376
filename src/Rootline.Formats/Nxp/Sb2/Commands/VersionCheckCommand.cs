namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag B: compares a version with the one that the device keeps, and ends the file with 10115 when it is lower.</summary>
/// <param name="IsNonSecure">False for the secure firmware's version, true for the non-secure one's.</param>
/// <param name="Version">The version.</param>
public sealed record VersionCheckCommand(bool IsNonSecure, uint Version) : Sb2Command
{
    internal override Sb2CommandHeader Header => new(Sb2CommandTag.VersionCheck, 0, IsNonSecure ? 1u : 0u, Version, 0);
}
