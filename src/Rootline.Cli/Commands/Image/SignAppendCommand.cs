using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Oem.Custody;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image sign-append</c>: adds a signature to an image.</summary>
internal sealed class SignAppendCommand : CliCommand
{
    private readonly SignatureEditing _editing = new();
    private readonly Option<string> _key = new("--key", "-k") { Description = "the signing key: a file, program:... or pkcs11:... (docs/keys.md)", HelpName = "KEY", Required = true };
    private readonly Option<bool> _deterministic = new("--deterministic") { Description = "make ECDSA signatures by RFC 6979: the same each time (keys in files)" };
    private readonly KeyPassword _password = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public SignAppendCommand(CommandContext context)
        : base("sign-append", context, "image sign-append -k second.pem --key-id 2147451244 app.signed.bin app.signed2.bin")
    {
        _editing.AddTo(this);
        foreach (var option in (IEnumerable<Option>)[_key, _deterministic, .. _password.All])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        using var signer = new ImageKeys(Context, _password.Source(parse)).OpenSigner(parse.GetRequiredValue(_key), new SignerTerms { Deterministic = parse.GetValue(_deterministic) });
        _editing.Run(Context, parse, "Signature Appended.", (source, id, made) => SignatureChange.Append(source, new(signer, id), made));
        return ExitCode.Done;
    }
}
