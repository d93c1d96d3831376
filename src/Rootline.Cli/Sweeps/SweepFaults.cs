using Rootline.Core.Faults;

namespace Rootline.Cli.Sweeps;

/// <summary>Faults of a sweep.</summary>
internal static class SweepFaults
{
    /// <summary>The command does not end well although nothing disturbs it.</summary>
    public static readonly FaultCode Undisturbed = new(
        "sweep-undisturbed", Party.Operator, "the command of a sweep does not end with 0 although nothing disturbs it, or changes nothing in the chip", "run it by hand against rootline chip run first");

    /// <summary>The command cannot be started.</summary>
    public static readonly FaultCode Unstartable = new(
        "sweep-unstartable", Party.Operator, "the command of a sweep cannot be started", "check its name; relative names start in the case's working folder");

    /// <summary>At least one case ended badly.</summary>
    public static readonly FaultCode Violation = new(
        "sweep-violation", Party.Device, "a power cut left a chip that the command does not finish", "look at the cases that are listed; --keep FOLDER keeps their files");
}
