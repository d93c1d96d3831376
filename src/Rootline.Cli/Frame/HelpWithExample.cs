using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Rootline.Cli.Frame;

/// <summary>The parser's help, then the command's examples.</summary>
/// <param name="context">Where it is printed.</param>
/// <param name="help">The parser's help.</param>
internal sealed class HelpWithExample(CommandContext context, HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not CliCommand command)
            return code;
        context.Output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
        foreach (string example in command.Examples)
            context.Output.WriteLine($"  {context.Program} {(context.Dialect == Dialect.Imgtool ? example["image ".Length..] : example)}");
        return code;
    }
}
