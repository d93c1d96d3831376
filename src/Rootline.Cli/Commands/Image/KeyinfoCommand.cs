using System.CommandLine;
using System.Security.Cryptography;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image keyinfo</c>: whether a key file is private or public. It never asks for a password.</summary>
internal sealed class KeyinfoCommand : CliCommand
{
    private readonly Option<string> _key = new("--key", "-k") { Description = "the key file (PEM or DER)", Required = true, HelpName = "FILE" };
    private readonly Option<string?> _require = new("--require") { Description = "private or public: fail when the key is the other", HelpName = "KIND" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public KeyinfoCommand(CommandContext context)
        : base("keyinfo", context, "image keyinfo -k signing.pem", "image keyinfo -k signing.pem --require private")
    {
        _require.AcceptOnlyFromAmong("private", "public");
        Add(_key);
        Add(_require);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_key));
        byte[] file = Context.Disk.ReadAll(path, KeyDesk.MaxFile);
        try
        {
            bool isPrivate = PrivateKeyFile.Read(file, null).Try(out var key, out var fault);
            using (key)
            {
                if (fault?.Code == PrivateKeyFaults.Encrypted)
                    throw fault.In(path).ToException();
                Print(isPrivate ? "private" : "public", key?.PublicKey ?? PublicKeyFile.Read(file, null).OrThrow(path));
            }

            string kind = isPrivate ? "private" : "public";
            return parse.GetValue(_require) is not { } wanted || wanted == kind
                ? ExitCode.Done
                : throw ImageCommandFaults.KeyKind.Exception($"{path} is {kind}, but {wanted} was required");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    private void Print(string half, PublicKeyInfo key)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine(half);
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("key", half);
            json.WriteString("kind", key.Kind.Name());
            json.WriteString("publicKeySha256", Convert.ToHexStringLower(key.Fingerprint));
            json.WriteEndObject();
        });
    }
}
