using Rootline.Core.Faults;

namespace Rootline.Line.Settlement;

/// <summary>Faults of ending a run by a person's word.</summary>
public static class SettleFaults
{
    /// <summary>There is no open run to end.</summary>
    public static readonly FaultCode NothingOpen = new(
        "settle-nothing-open", Party.Operator, "there is no open run of this chip or unit", "look with: rootline log reconcile; a run that is at its end stays as it is");

    /// <summary>The journal contradicts what would be recorded.</summary>
    public static readonly FaultCode Contradiction = new(
        "settle-contradiction", Party.Operator, "the journal says that the run cannot have ended so", "settle it as what the journal allows, or run the station again");

    /// <summary>The run can still be finished.</summary>
    public static readonly FaultCode CouldBeFinished = new(
        "settle-could-be-finished", Party.Operator, "the run could still be finished with its stored unit", "put the chip into a socket and run: rootline line run; only if it never comes back, give --although-it-could-be-finished");

    /// <summary>Who or why is not said.</summary>
    public static readonly FaultCode Anonymous = new(
        "settle-anonymous", Party.Operator, "who ends the run or why is not said", "name both: they are kept in the journal for ever");
}
