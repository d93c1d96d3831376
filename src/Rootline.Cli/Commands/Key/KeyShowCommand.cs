using System.CommandLine;
using System.Security.Cryptography;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody;
using Rootline.Oem.Custody.References;

namespace Rootline.Cli.Commands.Key;

/// <summary><c>rootline key show</c>: what a reference to a key names.</summary>
internal sealed class KeyShowCommand : CliCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "a key file, program:... or pkcs11:... (docs/keys.md)" };
    private readonly Option<bool> _try = new("--try") { Description = "have a random digest signed, and verify the signature" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "write the public key to a file", HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public KeyShowCommand(CommandContext context)
        : base(
            "show",
            context,
            "key show release.pem",
            "key show 'pkcs11:token=release;object=signer?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=pin.txt' --try -o release-pub.pem")
    {
        Add(_key);
        Add(_try);
        Add(_output);
        Add(_force);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var reference = KeyReference.Parse(parse.GetRequiredValue(_key)).OrThrow();
        string? destination = parse.GetValue(_output) is { } name ? Context.FullPath(name) : null;
        if (destination is not null && !parse.GetValue(_force) && Context.Disk.Exists(destination))
            throw CustodyFaults.Exists.Exception($"{destination} is there already", "name another file, or give --force to write over it");
        var desk = ContextAsker.Desk(Context);
        var key = parse.GetValue(_try) ? TryOut(desk, reference) : desk.ReadPublic(reference);
        if (destination is not null)
            Context.Disk.Replace(destination, PublicKeyFile.Write(key));
        Print(reference, key, parse.GetValue(_try), destination);
        return ExitCode.Done;
    }

    private PublicKeyInfo TryOut(KeyDesk desk, KeyReference reference)
    {
        using var signer = desk.OpenSigner(reference);
        byte[] digest = Context.Entropy.Bytes(signer.Kind == Core.Crypto.SignatureKind.EcdsaP384 ? SHA384.HashSizeInBytes : SHA256.HashSizeInBytes);
        // The signer verifies what it gives.
        signer.SignDigest(digest.Length == SHA256.HashSizeInBytes ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384, digest);
        return PublicKeyInfo.FromSpki(signer.SubjectPublicKeyInfo) ?? throw CoreFaults.Defect.Exception("a signer's public key cannot be read");
    }

    private void Print(KeyReference reference, PublicKeyInfo key, bool tried, string? destination)
    {
        string hash = Convert.ToHexStringLower(key.Fingerprint);
        // MCUboot's loaders know an RSA key by its PKCS #1 form.
        string imageHash = Convert.ToHexStringLower(SHA256.HashData(key.Kind.IsRsa() ? key.Raw : key.Spki));
        if (!Context.Json)
        {
            Context.Output.WriteLine($"kind        {key.Kind.Name()}");
            Context.Output.WriteLine($"place       {reference.Place}");
            Context.Output.WriteLine($"public key  SHA-256 {hash}");
            Context.Output.WriteLine($"in images   SHA-256 {imageHash}");
            if (tried)
                Context.Output.WriteLine("signs       yes: a signature was made and verified");
            if (destination is not null)
                Context.Output.WriteLine($"wrote       {destination}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("kind", key.Kind.Name());
            json.WriteString("custody", reference switch { ProgramReference => "program", TokenReference => "token", _ => "file" });
            json.WriteString("place", reference.Place);
            json.WriteString("publicKeySha256", hash);
            json.WriteString("imageKeyHash", imageHash);
            json.WriteBoolean("tried", tried);
            if (destination is not null)
                json.WriteString("file", destination);
            json.WriteEndObject();
        });
    }
}
