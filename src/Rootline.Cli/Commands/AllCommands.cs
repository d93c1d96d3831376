using Rootline.Cli.Commands.Demo;
using Rootline.Cli.Commands.Product;
using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands;

/// <summary>Every command of the product: a new one is a line here.</summary>
internal static class AllCommands
{
    /// <summary>The commands and groups in the order in which help shows them.</summary>
    public static IReadOnlyList<CommandEntry> List { get; } =
    [
        new("demo", "the whole trip with virtual hardware, in one folder, in seconds", c => new DemoCommand(c)),
        new("explain", "explain an error code, or list them all", c => new ExplainCommand(c)),
        new("version", "print the version", c => new VersionCommand(c)),
    ];
}
