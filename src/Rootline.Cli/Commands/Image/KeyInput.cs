using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Formats.Files.Keys;

namespace Rootline.Cli.Commands.Image;

/// <summary>The key that a command works with: its option, and its password's.</summary>
internal sealed class KeyInput
{
    private readonly Option<string> _key = new("--key", "-k") { Description = "the key: a file, program:... or pkcs11:... (docs/keys.md)", Required = true, HelpName = "KEY" };
    private readonly KeyPassword _password = new();

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_key, .. _password.All];

    /// <summary>Reads the public key: of a public key, a private key or a certificate, or of what a program or token signs with.</summary>
    /// <param name="context">Disk, terminal, environment.</param>
    /// <param name="parse">The command line.</param>
    public PublicKeyInfo ReadPublic(CommandContext context, ParseResult parse) => Desk(context, parse).ReadPublic(parse.GetRequiredValue(_key));

    /// <summary>Reads the private key, which must lie in a file.</summary>
    /// <param name="context">Disk, terminal, environment.</param>
    /// <param name="parse">The command line.</param>
    public PrivateKey ReadPrivate(CommandContext context, ParseResult parse) => Desk(context, parse).ReadPrivate(parse.GetRequiredValue(_key));

    private ImageKeys Desk(CommandContext context, ParseResult parse) => new(context, _password.Source(parse));
}
