using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot.KeyOutput;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image getpriv</c>: the private key for the build of a loader that decrypts images.</summary>
internal sealed class GetprivCommand : CliCommand
{
    private readonly KeyInput _key = new();
    private readonly KeyOutputTarget _target = new();
    private readonly Option<bool> _minimal = new("--minimal") { Description = "leave out what decryption does not need" };
    private readonly Option<string?> _format = new("--format", "-f") { Description = "openssl or pkcs8; openssl for RSA and pkcs8 for all others where missing", HelpName = "FORM" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public GetprivCommand(CommandContext context)
        : base("getpriv", context, "image getpriv -k encryption.pem", "image getpriv -k encryption.pem --minimal -f pkcs8 -o enc_key.c")
    {
        _format.AcceptOnlyFromAmong("openssl", "pkcs8");
        foreach (var option in (IEnumerable<Option>)[.. _key.All, _target.Option, _minimal, _format])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        PrivateKeyContainer? container = parse.GetValue(_format) switch
        {
            "openssl" => PrivateKeyContainer.OpenSsl,
            "pkcs8" => PrivateKeyContainer.Pkcs8,
            _ => null,
        };
        using var key = _key.ReadPrivate(Context, parse);
        using var text = PrivateKeyOutput.ToC(key, new(container, parse.GetValue(_minimal))).OrThrow();
        _target.Write(Context, parse, new(text.Memory, key.Kind.Name(), "lang-c") { IsSecret = true });
        return ExitCode.Done;
    }
}
