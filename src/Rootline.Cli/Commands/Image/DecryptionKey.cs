using System.Security.Cryptography;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot.Encryption;

namespace Rootline.Cli.Commands.Image;

/// <summary>The device's key for encrypted images: a private key, or a key encryption key in a file.</summary>
internal static class DecryptionKey
{
    private const int LongestKeyWrap = 256;

    private static ReadOnlySpan<byte> KeyWrap => "AES-KW:"u8;

    /// <summary>Reads a key.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="keys">Reads private keys.</param>
    /// <param name="name">A key reference, or a file with a key encryption key.</param>
    public static ContentKeyOwner Read(CommandContext context, ImageKeys keys, string name)
    {
        string path = context.FullPath(name);
        if (context.Disk.Exists(path) && ReadKeyWrap(context, path) is { } kek)
            return ContentKeyOwner.OfKeyWrap(kek);
        using var key = keys.ReadPrivate(name);
        return Of(key).OrThrow(name);
    }

    /// <summary>The key encryption key of a file: its 16 or 32 bytes, or a line <c>AES-KW:</c> and Base64.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    /// <returns>The key; null when the file holds something else.</returns>
    public static Secret? KeyWrapOf(ReadOnlySpan<byte> file)
    {
        // The text first: with its line feed, that of a key of 16 bytes has 32.
        if (!file.StartsWith(KeyWrap))
            return file.Length is 16 or 32 ? Secret.CopyOf(file) : null;
        return SecretText.FromBase64(file[KeyWrap.Length..]) is { Length: 16 or 32 } kek
            ? kek
            : throw JudgeFaults.DecryptionKey.Exception("AES-KW: is not followed by the Base64 of 16 or 32 bytes");
    }

    /// <summary>The owner of a private key.</summary>
    /// <param name="key">The key; it stays the caller's.</param>
    public static Parsed<ContentKeyOwner> Of(PrivateKey key) => key.Kind switch
    {
        KeyKind.Rsa2048 => ContentKeyOwner.Of(key.ToRsa()),
        KeyKind.X25519 => ContentKeyOwner.OfX25519(Secret.CopyOf(key.Raw)),
        KeyKind.EcP256 when P256PrivateKey.FromScalar(key.Raw) is { } p256 => ContentKeyOwner.Of(p256),
        _ => JudgeFaults.DecryptionKey.Fault($"images are not encrypted for a key of the kind {key.Kind.Name()}"),
    };

    private static Secret? ReadKeyWrap(CommandContext context, string path)
    {
        byte[] file = context.Disk.ReadHead(path, LongestKeyWrap);
        try
        {
            return KeyWrapOf(file);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }
}
