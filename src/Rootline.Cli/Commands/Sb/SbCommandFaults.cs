using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Sb;

/// <summary>Faults of the commands for SB files.</summary>
internal static class SbCommandFaults
{
    /// <summary>The file under judgement is rejected.</summary>
    public static readonly FaultCode Rejected = new(
        "sb-rejected", Party.File, "an SB file is not what the device would take: it was changed, is not whole, or is another owner's", "do not use the file; the rule that it broke is named, and explained by its own code")
    {
        RejectsEvidence = true,
    };

    /// <summary>A value on the command line is not a hash.</summary>
    public static readonly FaultCode Hash = new(
        "sb-root-hash", Party.Operator, "a root key table hash is not 64 hexadecimal digits", "give --rkth as 64 hexadecimal digits, or name the CMPA page with --cmpa");

    /// <summary>A file exists.</summary>
    public static readonly FaultCode Exists = new(
        "sb-destination-exists", Party.Operator, "a file exists already and is not overwritten", "name another file, or give --force to write over it");
}
