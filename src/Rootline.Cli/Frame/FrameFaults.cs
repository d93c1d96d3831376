using Rootline.Core.Faults;

namespace Rootline.Cli.Frame;

/// <summary>Faults of the command line itself.</summary>
internal static class FrameFaults
{
    /// <summary>The command line cannot be understood.</summary>
    public static readonly FaultCode Usage = new(
        "usage", Party.Operator, "the command line cannot be understood", "see the command's --help");

    /// <summary>A question has nobody to answer it.</summary>
    public static readonly FaultCode NoTerminal = new(
        "no-terminal", Party.Operator, "a question must be answered and nobody is at the keyboard", "give the option that answers the question");

    /// <summary>Standard output cannot be written, though somebody reads it.</summary>
    public static readonly FaultCode OutputLost = new(
        "output-lost", Party.Station, "standard output cannot be written", "check the disk or the program that standard output goes to");
}
