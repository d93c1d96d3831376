namespace Rootline.Core.Faults;

/// <summary>Faults that belong to no room in particular.</summary>
public static class CoreFaults
{
    /// <summary>A branch that cannot be reached was reached.</summary>
    public static readonly FaultCode Defect = new(
        "internal-defect",
        Party.Internal,
        "Rootline contradicted itself",
        "keep the folder as it is and report this with the command that was run");

    /// <summary>The operator interrupted the command.</summary>
    public static readonly FaultCode Interrupted = new(
        "interrupted",
        Party.Operator,
        "the operator interrupted the command",
        "run the same command again: it tells what happened and goes on")
    {
        IsInterruption = true,
    };
}
