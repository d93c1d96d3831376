using Rootline.Core.Faults;

namespace Rootline.Cli.Rehearsal;

/// <summary>Faults of rehearsing a card.</summary>
internal static class RehearsalFaults
{
    /// <summary>A check or the trip failed.</summary>
    public static readonly FaultCode Failed = new(
        "rehearsal-failed", Party.Operator, "the rehearsal of a card found something wrong", "correct everything that is listed and rehearse again; nothing was sent to the card");

    /// <summary>A digest on the command line is none.</summary>
    public static readonly FaultCode Digest = new(
        "rehearsal-digest", Party.Operator, "the digest of a rehearsal is not 64 hexadecimal digits", "copy the digest from the last line of the rehearsal");

    /// <summary>The report's file exists.</summary>
    public static readonly FaultCode Exists = new(
        "rehearsal-report-exists", Party.Operator, "the file for the report exists already and is not overwritten", "name another file, or give --force to write over it");
}
