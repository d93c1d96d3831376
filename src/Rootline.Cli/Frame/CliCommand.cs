using System.CommandLine;
using Rootline.Core.Faults;

namespace Rootline.Cli.Frame;

/// <summary>
/// A command. It declares its options in its constructor and does its work in <see cref="Run"/>; a fault is thrown, and the
/// frame prints it and turns it into the exit code.
/// </summary>
internal abstract class CliCommand : Command
{
    /// <summary>Makes a command.</summary>
    /// <param name="name">Its word on the command line, as in the command list.</param>
    /// <param name="context">What it works with.</param>
    /// <param name="examples">Whole command lines for help, without <c>rootline</c>; at least one.</param>
    protected CliCommand(string name, CommandContext context, params IReadOnlyList<string> examples)
        : base(name)
    {
        (Context, Examples) = (context, examples);
        SetAction(parse => (int)Run(parse));
    }

    /// <summary>Whole command lines for help, without <c>rootline</c>.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>What the command works with.</summary>
    protected CommandContext Context { get; }

    /// <summary>Does the work. Data goes to <see cref="CommandContext.Output"/> and nothing else does.</summary>
    /// <param name="parse">The values of the options and arguments.</param>
    /// <returns>How the program ends when nothing was thrown.</returns>
    /// <exception cref="FaultException">What stops the command.</exception>
    protected abstract ExitCode Run(ParseResult parse);
}
