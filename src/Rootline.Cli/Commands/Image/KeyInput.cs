using System.CommandLine;
using System.Security.Cryptography;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;

namespace Rootline.Cli.Commands.Image;

/// <summary>The key that a command works with: its option, and its password's.</summary>
internal sealed class KeyInput
{
    /// <summary>The longest key file, in bytes.</summary>
    public const int LongestFile = 64 * 1024;

    private readonly Option<string> _key = new("--key", "-k") { Description = "the key file (PEM or DER)", Required = true, HelpName = "FILE" };
    private readonly KeyPassword _password = new();

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_key, .. _password.All];

    /// <summary>The password's options.</summary>
    public KeyPassword Password => _password;

    /// <summary>The file as the operator named it.</summary>
    /// <param name="parse">The command line.</param>
    public string Name(ParseResult parse) => parse.GetRequiredValue(_key);

    /// <summary>Reads the public key: of a public key, a private key or a certificate.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="parse">The command line.</param>
    public PublicKeyInfo ReadPublic(CommandContext context, ParseResult parse) =>
        Read(context, parse, file => PublicKeyFile.Read(file, _password.Source(context, parse)));

    /// <summary>Reads the private key.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="parse">The command line.</param>
    public PrivateKey ReadPrivate(CommandContext context, ParseResult parse) =>
        Read(context, parse, file => PrivateKeyFile.Read(file, _password.Source(context, parse)));

    private T Read<T>(CommandContext context, ParseResult parse, Func<byte[], Parsed<T>> read)
        where T : notnull
    {
        string path = context.FullPath(Name(parse));
        byte[] file = context.Disk.ReadAll(path, LongestFile);
        try
        {
            return read(file).OrThrow(path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }
}
