using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image version</c>: the release of MCUboot's signing tool whose command line and files are kept.</summary>
internal sealed class ToolVersionCommand : CliCommand
{
    /// <summary>The release.</summary>
    public const string Release = "2.4.0";

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ToolVersionCommand(CommandContext context)
        : base("version", context, "image version")
    {
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("imgtool", Release);
                json.WriteEndObject();
            });
        }
        else
        {
            // Builds compare this text.
            Context.Output.WriteLine(Context.Dialect == Dialect.Imgtool ? Release : $"imgtool {Release}");
        }

        return ExitCode.Done;
    }
}
