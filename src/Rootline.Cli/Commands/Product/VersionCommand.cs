using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Product;

/// <summary><c>rootline version</c>: the product's version, the commit it was built from, and the runtime under it.</summary>
internal sealed class VersionCommand(CommandContext context) : CliCommand("version", context, "version", "version --json")
{
    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string full = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        string[] parts = full.Split('+', 2);
        string? commit = parts.Length == 2 ? parts[1] : null;
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("version", parts[0]);
                json.WriteString("commit", commit);
                json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
                json.WriteEndObject();
            });
        }
        else
        {
            Context.Output.WriteLine(commit is null ? $"rootline {parts[0]}" : $"rootline {parts[0]} ({commit[..Math.Min(12, commit.Length)]})");
        }

        return ExitCode.Done;
    }
}
