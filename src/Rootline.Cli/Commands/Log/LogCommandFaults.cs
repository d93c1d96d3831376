using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Log;

/// <summary>Faults of the commands that read logs.</summary>
internal static class LogCommandFaults
{
    /// <summary>The log is rejected.</summary>
    public static readonly FaultCode Rejected = new(
        "log-rejected", Party.File, "the log does not prove what it should: it was changed, is not whole, or is not this card's", "keep the log as it is and look at the rows that the verdict names")
    {
        RejectsEvidence = true,
    };

    /// <summary>The file under judgement cannot be read.</summary>
    public static readonly FaultCode Unusable = new(
        "log-unusable", Party.File, "the log file is damaged or cannot be opened", "get a whole copy of the log; nothing can be said of this one");

    /// <summary>Card, log, journal and chips cannot all be right.</summary>
    public static readonly FaultCode Contradicted = new(
        "units-contradicted", Party.File, "card, log, journal and chips contradict each other", "keep everything as it is, verify the log, and look at what is named")
    {
        RejectsEvidence = true,
    };

    /// <summary>Units are lost.</summary>
    public static readonly FaultCode UnitsLost = new(
        "units-lost", Party.Card, "units were counted and no chip is known to have them", "keep the list with the log: each unit is named with its reason and place");

    /// <summary>Units wait for a station.</summary>
    public static readonly FaultCode UnitsPending = new(
        "units-pending", Party.Device, "units were counted and are not in their chips yet", "run the commands that are named");

    /// <summary>A row or device that was asked for is not there.</summary>
    public static readonly FaultCode NotFound = new(
        "log-entry-missing", Party.Operator, "the log holds no such record", "list the records to see which there are");

    /// <summary>A file exists.</summary>
    public static readonly FaultCode Exists = new(
        "destination-exists", Party.Operator, "a file exists already and is not overwritten", "name another file, or give --force to write over it");

    /// <summary>A file would be written over itself.</summary>
    public static readonly FaultCode Itself = new(
        "destination-is-source", Party.Operator, "the log would be written over itself", "name another file");
}
