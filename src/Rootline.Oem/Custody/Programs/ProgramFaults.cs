using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.Programs;

/// <summary>Faults of programs that sign.</summary>
public static class ProgramFaults
{
    /// <summary>The program cannot be started.</summary>
    public static readonly FaultCode NotStarted = new(
        "sign-program-start", Party.Operator, "a program that should sign cannot be started", "check its path and that it may be executed");

    /// <summary>The program ended with a failure.</summary>
    public static readonly FaultCode Failed = new(
        "sign-program-failed", Party.Peer, "a program that should sign ended with a failure", "see what it said; run it by hand with the same arguments");

    /// <summary>The program took too long and was ended.</summary>
    public static readonly FaultCode Late = new(
        "sign-program-late", Party.Peer, "a program that should sign took longer than it was given, and was ended", "see what it waits for; give it more time with seconds=N in its reference");

    /// <summary>The program's answer is not one.</summary>
    public static readonly FaultCode Answer = new(
        "sign-program-answer", Party.Peer, "a program that should sign gave an answer that is not in the form of docs/keys.md", "see the form in docs/keys.md; the program writes messages to its standard error");
}
