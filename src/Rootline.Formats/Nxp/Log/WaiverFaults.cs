using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Log;

/// <summary>Faults of waiver files; what is wrong with a waiver that can be read is the verdict's.</summary>
public static class WaiverFaults
{
    /// <summary>The file is not a waiver in its one canonical form.</summary>
    public static readonly FaultCode Form = new(
        "waiver-form", Party.File, "the file is not a waiver in its canonical form", "make the waiver again with log waive; it cannot be edited");

    /// <summary>The waiver was written by a newer version.</summary>
    public static readonly FaultCode Newer = new(
        "waiver-newer", Party.File, "the waiver has a schema version that this version does not know", "read it with the version that wrote it or a later one");

    /// <summary>The log has no such gap.</summary>
    public static readonly FaultCode NoGap = new(
        "waiver-no-gap", Party.Operator, "the log has no gap of these counters", "verify the log and name the counters that it says are lost");

    /// <summary>A text of the waiver is empty or too long.</summary>
    public static readonly FaultCode Text = new(
        "waiver-text", Party.Operator, "a text of the waiver is empty or too long", "give a reason of at most 512 characters and a name of at most 128");
}
