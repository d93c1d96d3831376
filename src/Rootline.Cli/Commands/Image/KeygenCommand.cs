using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody;

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
        bool overwrite = Context.Dialect == Dialect.Imgtool || parse.GetValue(_force);
        if (!overwrite && Context.Disk.Exists(path))
            throw CustodyFaults.Exists.Exception($"{path} is there already", "name another file, or give --force to write over it: the key in it is lost then");
        var kind = KeyKinds.Named(parse.GetRequiredValue(_type))!.Value;
        var desk = ContextAsker.Desk(Context);
        var source = _password.Source(parse);
        using var password = parse.GetValue(_protect) || source is not null ? desk.Secrets.FetchTwice(source, $"password of {path}") : null;
        using var key = KeyDraw.Draw(kind, Context.Entropy);
        desk.WritePrivate(path, key, password, overwrite);
        Tell(path, key.PublicKey, password is not null);
        return ExitCode.Done;
    }

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
