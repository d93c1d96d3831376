using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Oem.Tfm;

namespace Rootline.Cli.Commands.Tfm.Bundles;

/// <summary><c>rootline tfm bundle seal</c>: opens a bundle in memory and seals it for another key, for example that of the station that shall burn it.</summary>
internal sealed class BundleSealCommand : CliCommand
{
    private readonly Argument<string> _file = BundleInput.File();
    private readonly Option<string?> _key = BundleInput.Key(required: true);
    private readonly Option<string> _to = BundleInput.Recipient();
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write", Required = true, HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public BundleSealCommand(CommandContext context)
        : base("seal", context, "tfm bundle seal 7.bundle --key desk.pem --to station-pub.pem -o station/7.bundle")
    {
        Add(_file);
        Add(_key);
        Add(_to);
        Add(_output);
        Add(_force);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string output = Context.FullPath(parse.GetRequiredValue(_output));
        BundleInput.DemandFree(Context, output, parse.GetValue(_force));
        var bundle = BundleInput.Read(Context, parse.GetRequiredValue(_file));
        using var from = BundleInput.ReadKey(Context, parse.GetValue(_key)!);
        using var to = BundleInput.ReadPublicKey(Context, parse.GetRequiredValue(_to));
        var made = new BundleDesk(Context.Entropy).Reseal(bundle, from, to);
        Context.Disk.Replace(output, BundleFileJson.Encode(made), secret: true);
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("file", output);
                json.WriteString("id", made.Header.Id);
                json.WriteString("sealedFor", made.SealedFor);
                json.WriteEndObject();
            });
        }
        else
        {
            Context.Output.WriteLine($"wrote {output}: bundle {made.Header.Id}, sealed for key {made.SealedFor[..16]}");
        }

        return ExitCode.Done;
    }
}
