using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Device;

/// <summary>Faults of the commands that judge device records.</summary>
internal static class DeviceFaults
{
    /// <summary>The records are rejected.</summary>
    public static readonly FaultCode Rejected = new(
        "device-records-rejected", Party.File, "device records are unsigned, signed by another key, changed, or missing", "keep them as they are and look at the records that the verdict names; --accept-unsigned takes the word of a station that signs nothing")
    {
        RejectsEvidence = true,
    };
}
