using System.CommandLine;
using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image.Sign;

/// <summary>Options of encryption and compression.</summary>
internal sealed class EncryptionOptions
{
    private readonly Option<string?> _key = SignText.Option(["--encrypt", "-E"], "KEY", "encrypt for this key: a public key, or a file AES-KW:BASE64 with a shared one");
    private readonly Option<string?> _length = SignText.Choice(["--encrypt-keylen"], "bits of the content key; 128 where missing", "128", "256");
    private readonly Option<bool> _clear = SignText.Switch(["--clear", "-c"], "leave the payload plain, for the primary slot: the loader encrypts it when it swaps");
    private readonly Option<string?> _hmac = SignText.Choice(["--hmac-sha"], "digest of the key agreement (X25519); 256 where missing", "auto", "256", "512");
    private readonly Option<bool> _save = SignText.Switch(["--save-enctlv"], "the loader keeps the encryption TLV in its trailer and not the content key");
    private readonly Option<string?> _compression = SignText.Choice(["--compression"], "compress the payload, where that gains something", "disabled", "lzma2", "lzma2armthumb");

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_key, _length, _clear, _hmac, _save, _compression];

    /// <summary>Puts what the command line says into a recipe.</summary>
    /// <param name="keys">Reads keys.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="recipe">The recipe so far.</param>
    /// <param name="keyLength">What <c>-L</c> says in the command line of TF-M, or null.</param>
    /// <returns>The recipe; the caller disposes the recipient.</returns>
    public ImageRecipe Read(ImageKeys keys, ParseResult parse, ImageRecipe recipe, string? keyLength = null)
    {
        recipe = recipe with
        {
            Compression = parse.GetValue(_compression) switch
            {
                "lzma2" => ImageCompression.Lzma2,
                "lzma2armthumb" => ImageCompression.Lzma2ArmThumb,
                _ => ImageCompression.None,
            },
        };
        if (parse.GetValue(_key) is not { } key)
        {
            return parse.GetValue(_clear)
                ? throw ImageOptionFaults.Contradiction.Exception("--clear speaks of encryption, and no key to encrypt for is given", "give the key with -E, or leave --clear out")
                : recipe;
        }

        return recipe with
        {
            Encryption = new(Recipient(keys, key, parse.GetValue(_hmac) == "512"))
            {
                KeyLength = (keyLength ?? parse.GetValue(_length)) == "256" ? 32 : 16,
                Clear = parse.GetValue(_clear),
                SaveTlv = parse.GetValue(_save),
            },
        };
    }

    private static ContentKeyRecipient Recipient(ImageKeys keys, string key, bool sha512)
    {
        if (keys.ReadKeyWrap(key) is { } shared)
            return ContentKeyRecipient.OfKeyWrap(shared).OrThrow(key);
        var half = keys.ReadPublic(key);
        if (sha512 && half.Kind is not (KeyKind.X25519 or KeyKind.Rsa2048))
            throw ImageOptionFaults.Contradiction.Exception("currently only ECIES-X25519 supports HMAC-SHA512", "leave --hmac-sha out");
        return half.Kind switch
        {
            KeyKind.EcP256 => ContentKeyRecipient.Of(P256PublicKey.FromSpki(half.Spki)!),
            KeyKind.X25519 => ContentKeyRecipient.OfX25519(half.Raw, sha512 ? ImageDigest.Sha512 : ImageDigest.Sha256).OrThrow(key),
            _ when half.Kind.IsRsa() => OfRsa(half, key),
            _ => throw ImageOptionFaults.Contradiction.Exception($"no image is encrypted for a key of kind {half.Kind.Name()}: its content would be lost", "give a key of RSA-2048, P-256 or X25519"),
        };
    }

    private static ContentKeyRecipient OfRsa(PublicKeyInfo half, string key)
    {
        var rsa = System.Security.Cryptography.RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(half.Spki, out _);
        return ContentKeyRecipient.Of(rsa).OrThrow(key);
    }
}
