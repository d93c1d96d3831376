namespace Rootline.Cli.Frame;

/// <summary>
/// A line of the command list: a command, or a group of them. What it names is built only when it stands on the command
/// line, so that help and short commands pay for nothing else.
/// </summary>
internal sealed class CommandEntry
{
    /// <summary>Lists a command.</summary>
    /// <param name="name">Its word on the command line.</param>
    /// <param name="summary">What it does: lower case, no full stop.</param>
    /// <param name="build">Makes it.</param>
    public CommandEntry(string name, string summary, Func<CommandContext, CliCommand> build) =>
        (Name, Summary, Build) = (name, summary, build);

    /// <summary>Lists a group.</summary>
    /// <param name="name">Its word on the command line.</param>
    /// <param name="summary">What its commands are about: lower case, no full stop.</param>
    /// <param name="entries">Its commands in the order in which help shows them.</param>
    public CommandEntry(string name, string summary, IReadOnlyList<CommandEntry> entries) =>
        (Name, Summary, Entries) = (name, summary, entries);

    /// <summary>The word on the command line.</summary>
    public string Name { get; }

    /// <summary>One line for help.</summary>
    public string Summary { get; }

    /// <summary>Makes the command; null for a group.</summary>
    public Func<CommandContext, CliCommand>? Build { get; }

    /// <summary>The commands of a group; empty for a command.</summary>
    public IReadOnlyList<CommandEntry> Entries { get; } = [];
}
