using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot.KeyOutput;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image getpub</c>: the public key for a loader's build.</summary>
internal sealed class GetpubCommand : CliCommand
{
    private readonly KeyInput _key = new();
    private readonly KeyOutputTarget _target = new();
    private readonly Option<string?> _encoding = new("--encoding", "-e") { Description = "lang-c, lang-rust, pem or raw; lang-c where missing", HelpName = "FORM" };
    private readonly Option<string?> _language = new("--lang", "-l") { Description = "c or rust: the old form of --encoding", HelpName = "LANGUAGE" };
    private readonly Option<string?> _suffix = NameSuffix.Option();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public GetpubCommand(CommandContext context)
        : base("getpub", context, "image getpub -k signing.pem -o keys.c", "image getpub -k signing.pem -e pem")
    {
        _encoding.AcceptOnlyFromAmong("lang-c", "lang-rust", "pem", "raw");
        _language.AcceptOnlyFromAmong("c", "rust");
        foreach (var option in (IEnumerable<Option>)[.. _key.All, _target.Option, _encoding, _language, _suffix])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        if (parse.GetValue(_encoding) is not null && parse.GetValue(_language) is not null)
            throw FrameFaults.Usage.Exception("--encoding and --lang both say the form", "give one of them");
        string form = parse.GetValue(_encoding) ?? (parse.GetValue(_language) == "rust" ? "lang-rust" : "lang-c");
        string suffix = NameSuffix.Read(parse, _suffix, form);
        var key = _key.ReadPublic(Context, parse);
        var output = new PublicKeyOutput(key);
        var bytes = form switch
        {
            "lang-rust" => output.ToRust(suffix),
            "pem" => output.ToPem(),
            "raw" => output.Bytes.ToArray(),
            _ => output.ToC(suffix),
        };
        _target.Write(Context, parse, new(bytes, key.Kind.Name(), form) { IsText = form != "raw" });
        return ExitCode.Done;
    }
}
