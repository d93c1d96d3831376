using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Log;

/// <summary>Faults of audit records and of what is said about them.</summary>
public static class AuditFaults
{
    /// <summary>A row of a log does not hold a record.</summary>
    public static readonly FaultCode Row = new(
        "audit-row", Party.File, "a row of an audit log does not hold a record", "verify the log: the verdict names every fault of every row");

    /// <summary>A record has more OEM certificates than the log has columns.</summary>
    public static readonly FaultCode TooManyCertificates = new(
        "audit-certificates", Party.Operator, "a record has more OEM certificates than the audit log has columns", "configure the card for at most 4 OEM keys");

    /// <summary>The beginning of a log is not written as COUNTER:HASH.</summary>
    public static readonly FaultCode Beginning = new(
        "audit-beginning", Party.Operator, "the beginning of a log is not written as COUNTER:HASH", "write the first record's counter, a colon, and its start hash as 64 hexadecimal digits");
}
