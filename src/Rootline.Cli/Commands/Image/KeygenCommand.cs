using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image keygen</c>: makes a key pair for signing or encrypting images.</summary>
internal sealed class KeygenCommand : CliCommand
{
    private static readonly string[] Types = ["rsa-2048", "rsa-3072", "ecdsa-p256", "ecdsa-p384", "ed25519", "x25519"];

    private readonly Option<string> _key = new("--key", "-k") { Description = "the key file to write (PEM)", Required = true, HelpName = "FILE" };
    private readonly Option<string> _type = new("--type", "-t") { Description = $"kind of the key: {string.Join(", ", Types)}", Required = true, HelpName = "TYPE" };
    private readonly Option<bool> _protect = new("--password", "-p") { Description = "ask for a password, twice, and encrypt the file with it" };
    private readonly Option<bool> _force = CommandOptions.Force();
    private readonly KeyPassword _password = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public KeygenCommand(CommandContext context)
        : base("keygen", context, "image keygen -k signing.pem -t ecdsa-p256 -p", "image keygen -k signing.pem -t ed25519 --password-file signing.pass")
    {
        _type.AcceptOnlyFromAmong(Types);
        Add(_key);
        Add(_type);
        Add(_protect);
        Add(_force);
        foreach (var option in _password.All)
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_key));
        // Builds call the tool that this takes the place of again and again, and it writes over.
        if (Context.Dialect == Dialect.House && Context.Disk.Exists(path) && !parse.GetValue(_force))
            throw ImageCommandFaults.Exists.Exception($"{path} exists");
        var kind = KeyKinds.Named(parse.GetRequiredValue(_type))!.Value;
        using var password = parse.GetValue(_protect) || _password.IsNamed(parse) ? _password.New(Context, parse) : null;
        using var key = FreshKey.Draw(kind, Context.Entropy);
        using (var file = Write(key, password))
            Context.Disk.Replace(path, file.Span, secret: true);
        Tell(path, key.PublicKey, password is not null);
        return ExitCode.Done;
    }

    private Secret Write(PrivateKey key, Secret? password) =>
        password is null ? PrivateKeyFile.Write(key) : PrivateKeyFile.WriteEncrypted(key, password, Context.Entropy);

    private void Tell(string path, PublicKeyInfo key, bool encrypted)
    {
        if (Context.Dialect == Dialect.Imgtool)
            return;
        string fingerprint = Convert.ToHexStringLower(key.Fingerprint);
        if (!Context.Json)
        {
            Context.Output.WriteLine($"made {path}: {key.Kind.Name()}, {(encrypted ? "encrypted with the password" : "not encrypted: who reads the file has the key")}");
            Context.Output.WriteLine($"public key sha256 {fingerprint}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteString("kind", key.Kind.Name());
            json.WriteBoolean("encrypted", encrypted);
            json.WriteString("publicKeySha256", fingerprint);
            json.WriteEndObject();
        });
    }
}
