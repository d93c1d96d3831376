using Rootline.Cli.Commands;
using Rootline.Cli.Frame;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;

namespace Rootline.TestSupport;

/// <summary>A command line run inside the test's process, with the outside that the test chooses.</summary>
/// <param name="Exit">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record CliRun(int Exit, string Output, string Error)
{
    /// <summary>Runs a command of the product.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="args">The command line without <c>rootline</c>.</param>
    public static CliRun Of(string folder, params string[] args) => Of(AllCommands.List, Context(folder), args);

    /// <summary>Runs a command line of MCUboot's signing tool.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="args">The command line without <c>imgtool</c>.</param>
    public static CliRun Imgtool(string folder, params string[] args) => Tool("imgtool", folder, args);

    /// <summary>Runs a command line of a tool that the product takes the place of.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="args">The command line without the tool's name.</param>
    public static CliRun Tool(string name, string folder, params string[] args)
    {
        var tool = DropIn.Of(AllCommands.List, [name, .. args]);
        return Of(tool.Entries, Context(folder, tool: tool), [.. tool.Args]);
    }

    /// <summary>Runs a command of a list in a context made by <see cref="Context"/>.</summary>
    internal static CliRun Of(IReadOnlyList<CommandEntry> entries, CommandContext context, params string[] args)
    {
        int exit = (int)Application.Run(entries, context, args);
        return new(exit, context.Output.ToString()!, context.Error.ToString()!);
    }

    /// <summary>A context with texts in memory, a seeded source, the real disk and clock.</summary>
    internal static CommandContext Context(
        string folder, bool terminal = false, TimeProvider? clock = null, IDisk? disk = null, DropIn? tool = null, CancellationToken cancellation = default) => new()
        {
            Output = new StringWriter { NewLine = "\n" },
            Error = new StringWriter { NewLine = "\n" },
            IsTerminal = terminal,
            Program = tool?.Program ?? "rootline",
            Dialect = tool?.Dialect ?? Dialect.House,
            RawOutput = new MemoryStream(),
            Entropy = new SeededEntropy(1),
            Clock = clock ?? TimeProvider.System,
            Disk = disk ?? new OsDisk(),
            Folder = folder,
            TraceFolder = folder,
            Cancellation = cancellation,
        };

    /// <summary>A context with a person at the keyboard, who gives one answer, and passwords where a test needs them.</summary>
    internal static CommandContext Attended(string folder, string answer, Func<string, Core.Secrets.Secret?>? password = null) => new()
    {
        Output = new StringWriter { NewLine = "\n" },
        Error = new StringWriter { NewLine = "\n" },
        Input = new StringReader(answer + "\n"),
        ReadPassword = password ?? (_ => null),
        IsInteractive = true,
        Entropy = new SeededEntropy(1),
        Clock = TimeProvider.System,
        Disk = new OsDisk(),
        Folder = folder,
        TraceFolder = folder,
    };

    /// <summary>A context whose standard error is watched.</summary>
    internal static CommandContext Watched(string folder, TextWriter error, CancellationToken cancellation) => new()
    {
        Output = new StringWriter { NewLine = "\n" },
        Error = error,
        Entropy = new SeededEntropy(1),
        Clock = TimeProvider.System,
        Disk = new OsDisk(),
        Folder = folder,
        TraceFolder = folder,
        Cancellation = cancellation,
    };
}
