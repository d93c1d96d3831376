using Rootline.Core.Faults;

namespace Rootline.Ledger.Log;

/// <summary>Faults of audit log files as a whole; faults of their rows are the verifier's.</summary>
public static class LogFaults
{
    /// <summary>The database is not an audit log.</summary>
    public static readonly FaultCode NotALog = new(
        "log-foreign", Party.File, "the database is not an audit log", "check that the right file was named");

    /// <summary>The log has a version that is not read.</summary>
    public static readonly FaultCode Version = new(
        "log-version", Party.File, "the audit log has a version that is not known", "read it with the version of the program that wrote it");

    /// <summary>The log does not say which card it belongs to.</summary>
    public static readonly FaultCode NoCard = new(
        "log-card-unknown", Party.Operator, "the audit log does not say which card it belongs to", "name the card's id: a version 1 log does not hold it");

    /// <summary>The export's destination exists.</summary>
    public static readonly FaultCode DestinationExists = new(
        "log-destination-exists", Party.Operator, "the destination of the export exists already", "name a file that does not exist");
}
