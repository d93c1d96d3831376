using System.CommandLine;
using System.Security.Cryptography;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Formats.Tfm.Rse;

namespace Rootline.Cli.Commands.Tfm.Bundles;

/// <summary>What the commands around bundles read in the same way.</summary>
internal static class BundleInput
{
    /// <summary>The bundle.</summary>
    public static Argument<string> File() => new("BUNDLE") { Description = "the bundle of one device" };

    /// <summary>The private key that a bundle is sealed for.</summary>
    /// <param name="required">Whether it must be given.</param>
    public static Option<string?> Key(bool required) => new("--key", "-k") { Description = "the private key that the bundle is sealed for: P-256, in a file", Required = required, HelpName = "KEY" };

    /// <summary>Whose key a bundle is sealed for.</summary>
    public static Option<string> Recipient() => new("--to") { Description = "the public key of whoever shall open it: P-256", Required = true, HelpName = "KEY" };

    /// <summary>Reads a bundle.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="name">The file.</param>
    public static BundleFile Read(CommandContext context, string name)
    {
        string path = context.FullPath(name);
        byte[] file = context.Disk.ReadAll(path, RseMessage.MaxLength);
        return RseMessage.Parse(file).Try(out var message, out _)
            ? throw RseFaults.NotDone.Exception($"{path}: {message.Kind}, {message.Body.Length} bytes behind its first word")
            : BundleFileJson.Decode(file).OrThrow(path);
    }

    /// <summary>Reads a private key of P-256 that lies in a file; the caller disposes it.</summary>
    /// <param name="context">Disk, folder, terminal.</param>
    /// <param name="name">A key reference.</param>
    public static P256PrivateKey ReadKey(CommandContext context, string name)
    {
        using var key = ContextAsker.Desk(context).ReadPrivate(name);
        return key.Kind == KeyKind.EcP256 && P256PrivateKey.FromScalar(key.Raw) is { } known
            ? known
            : throw TfmCommandFaults.KeyKind.Exception($"{name} is a key of the kind {key.Kind.Name()}");
    }

    /// <summary>Reads a public key of P-256; the caller disposes it.</summary>
    /// <param name="context">Disk, folder, terminal.</param>
    /// <param name="name">A key reference.</param>
    public static P256PublicKey ReadPublicKey(CommandContext context, string name)
    {
        var key = ContextAsker.Desk(context).ReadPublic(name);
        return P256PublicKey.FromSpki(key.Spki) ?? throw TfmCommandFaults.KeyKind.Exception($"{name} is a key of the kind {key.Kind.Name()}");
    }

    /// <summary>Reads a secret of hexadecimal digits in a file; null where none is named.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="name">The file.</param>
    public static Secret? ReadSecret(CommandContext context, string? name)
    {
        if (name is null)
            return null;
        string path = context.FullPath(name);
        byte[] file = context.Disk.ReadAll(path);
        try
        {
            return SecretText.FromHex(file) ?? throw TfmCommandFaults.Digits.Exception($"{path} holds no hexadecimal digits in pairs");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    /// <summary>Reads a value of hexadecimal digits on the command line that is no secret.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="length">How many bytes it must have.</param>
    /// <param name="option">The option, for the fault.</param>
    public static byte[] ReadDigits(string digits, int length, string option) => digits.Length == 2 * length && digits.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(digits)
        : throw TfmCommandFaults.Digits.Exception($"{option} is not {2 * length} hexadecimal digits");

    /// <summary>Refuses to write over a file unless it is allowed.</summary>
    /// <param name="context">The disk.</param>
    /// <param name="path">The file.</param>
    /// <param name="force">Whether it is allowed.</param>
    public static void DemandFree(CommandContext context, string path, bool force)
    {
        if (!force && context.Disk.Exists(path))
            throw Log.LogCommandFaults.Exists.Exception($"{path} exists");
    }

    /// <summary>The fault that ends a command for every fault that was found; all are told.</summary>
    /// <param name="faults">What was found, not empty.</param>
    public static FaultException Together(IReadOnlyList<Fault> faults) =>
        (faults[0] with { What = string.Join("; ", faults.Select(f => f.What)) }).ToException();
}
