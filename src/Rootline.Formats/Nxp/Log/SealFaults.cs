using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Log;

/// <summary>Faults of seals of logs.</summary>
public static class SealFaults
{
    /// <summary>The file is not a seal in its one canonical form.</summary>
    public static readonly FaultCode Form = new(
        "log-seal-form", Party.File, "the file is not a seal of a log in its canonical form", "make the seal again with log seal; it cannot be edited");

    /// <summary>The seal was written by a newer version.</summary>
    public static readonly FaultCode Newer = new(
        "log-seal-newer", Party.File, "the seal has a schema version that this version does not know", "read it with the version that wrote it or a later one");

    /// <summary>The log is not worth a seal.</summary>
    public static readonly FaultCode Unsound = new(
        "log-seal-unsound", Party.File, "the log is empty or its rows do not follow each other: it is not sealed", "verify the log with log verify and look at the rows that it names");

    /// <summary>None of the keys signed the seal.</summary>
    public static readonly FaultCode Signature = new(
        "log-seal-signature", Party.File, "none of the keys that are named signed the seal, or it was changed", "name the key of whoever sealed the log with --seal-key; keep the log as it is")
    {
        RejectsEvidence = true,
    };

    /// <summary>The log is not the one that was sealed.</summary>
    public static readonly FaultCode Broken = new(
        "log-seal-broken", Party.File, "the log does not hold what was sealed: records are missing, changed, or another card's", "keep the log as it is and ask for the one that was sealed")
    {
        RejectsEvidence = true,
    };
}
