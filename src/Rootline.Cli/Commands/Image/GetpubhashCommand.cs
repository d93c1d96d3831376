using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot.KeyOutput;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image getpubhash</c>: SHA-256 of the public key for a loader's build.</summary>
internal sealed class GetpubhashCommand : CliCommand
{
    private readonly KeyInput _key = new();
    private readonly KeyOutputTarget _target = new();
    private readonly Option<string?> _encoding = new("--encoding", "-e") { Description = "lang-c or raw; lang-c where missing", HelpName = "FORM" };
    private readonly Option<string?> _suffix = NameSuffix.Option();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public GetpubhashCommand(CommandContext context)
        : base("getpubhash", context, "image getpubhash -k signing.pem", "image getpubhash -k signing.pem -e raw -o rotpk.bin")
    {
        _encoding.AcceptOnlyFromAmong("lang-c", "raw");
        foreach (var option in (IEnumerable<Option>)[.. _key.All, _target.Option, _encoding, _suffix])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string form = parse.GetValue(_encoding) ?? "lang-c";
        string suffix = NameSuffix.Read(parse, _suffix, form);
        var key = _key.ReadPublic(Context, parse);
        var output = new PublicKeyOutput(key);
        byte[] bytes = form == "raw" ? output.Hash : output.HashToC(suffix);
        _target.Write(Context, parse, new(bytes, key.Kind.Name(), form) { IsText = form != "raw" });
        return ExitCode.Done;
    }
}
