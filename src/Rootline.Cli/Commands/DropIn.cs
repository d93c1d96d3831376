using Rootline.Cli.Commands.Image;
using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands;

/// <summary>
/// A command line in the words of another tool. The scripts beside <c>./rootline</c> that bear the tools' names put the name in front
/// of what they were given.
/// </summary>
/// <param name="Program">The tool's name.</param>
/// <param name="Entries">Its commands.</param>
/// <param name="Args">The command line for them.</param>
/// <param name="Dialect">How it speaks.</param>
internal sealed record DropIn(string Program, IReadOnlyList<CommandEntry> Entries, IReadOnlyList<string> Args, Dialect Dialect)
{
    /// <summary>Finds out whose command line it is.</summary>
    /// <param name="entries">The product's own commands.</param>
    /// <param name="args">The command line.</param>
    public static DropIn Of(IReadOnlyList<CommandEntry> entries, IReadOnlyList<string> args) => (args.Count > 0 ? args[0] : "") switch
    {
        "imgtool" => new("imgtool", ImgtoolCommands.List, [.. args.Skip(1)], Dialect.Imgtool),
        "tfm-wrapper" => new("tfm-wrapper", ImgtoolCommands.List, ["sign", .. args.Skip(1)], Dialect.Imgtool),
        _ => new("rootline", entries, args, Dialect.House),
    };
}
