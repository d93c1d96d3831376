using System.Security.Cryptography;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody;
using Rootline.Oem.Custody.References;

namespace Rootline.Cli.Commands.Image;

/// <summary>The keys of a command line for images: references, and a password's source for those that name none themselves.</summary>
/// <param name="context">Disk, terminal, environment.</param>
/// <param name="password">Where the password of key files lies; null: it is asked for.</param>
internal sealed class ImageKeys(CommandContext context, SecretSource? password)
{
    private static readonly byte[] KeyWrapHead = "AES-KW:"u8.ToArray();
    private readonly KeyDesk _desk = ContextAsker.Desk(context);

    /// <summary>Opens a signer.</summary>
    /// <param name="key">The reference.</param>
    /// <param name="terms">How it signs.</param>
    /// <returns>The signer; the caller's.</returns>
    public ISigner OpenSigner(string key, SignerTerms terms) => _desk.OpenSigner(Reference(key), terms);

    /// <summary>Reads a public key.</summary>
    /// <param name="key">The reference.</param>
    public PublicKeyInfo ReadPublic(string key) => _desk.ReadPublic(Reference(key));

    /// <summary>Reads a private key.</summary>
    /// <param name="key">The reference.</param>
    /// <returns>The key; the caller's.</returns>
    public PrivateKey ReadPrivate(string key) => _desk.ReadPrivate(Reference(key));

    /// <summary>Reads a file in Base64.</summary>
    /// <param name="name">The file.</param>
    /// <param name="limit">The longest that is read.</param>
    public byte[] ReadBase64(string name, int limit)
    {
        string path = context.FullPath(name);
        using var value = SecretText.FromBase64(context.Disk.ReadAll(path, limit));
        return value is not null ? value.Span.ToArray() : throw ImageCommandFaults.Base64.Exception($"{path} is not Base64");
    }

    /// <summary>Reads a key encryption key: a file of the text <c>AES-KW:</c> and the key in Base64.</summary>
    /// <param name="name">The file.</param>
    /// <returns>The key, or null when the file is another; the caller's.</returns>
    public Secret? ReadKeyWrap(string name)
    {
        if (KeyReference.Parse(name).OrThrow() is not FileReference file)
            return null;
        byte[] content = context.Disk.ReadAll(context.FullPath(file.Path), KeyDesk.MaxFile);
        try
        {
            var text = content.AsSpan().Trim(" \t\r\n"u8);
            return text.StartsWith(KeyWrapHead)
                ? SecretText.FromBase64(text[KeyWrapHead.Length..]) ?? throw ImageCommandFaults.Base64.Exception($"{file.Path}: what follows AES-KW: is not Base64")
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private KeyReference Reference(string key)
    {
        var reference = KeyReference.Parse(key).OrThrow();
        return reference is FileReference { Password: null } file ? file with { Password = password } : reference;
    }
}
