using System.Security.Cryptography;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;

namespace Rootline.Formats.Mcuboot.KeyOutput;

/// <summary>A public key, or its hash, in the forms that go into a loader's build. Source: mcuboot-image sections 5 and 12.</summary>
/// <param name="key">The key.</param>
public sealed class PublicKeyOutput(PublicKeyInfo key)
{
    /// <summary>Name of the kind in identifiers: <c>rsa</c>, <c>ecdsa</c> (P-256), <c>ecdsap384</c>, <c>ed25519</c> or <c>x25519</c>.</summary>
    public string Name => key.Kind switch
    {
        KeyKind.EcP256 => "ecdsa",
        KeyKind.EcP384 => "ecdsap384",
        KeyKind.Ed25519 => "ed25519",
        KeyKind.X25519 => "x25519",
        _ => "rsa",
    };

    /// <summary>The key's bytes as a PUBKEY TLV holds them: RSA as PKCS#1, all others as SubjectPublicKeyInfo.</summary>
    public ReadOnlySpan<byte> Bytes => key.Kind.IsRsa() ? key.Raw : key.Spki;

    /// <summary>SHA-256 of <see cref="Bytes"/>, 32 bytes: always this digest, also for P-384, whose images have a longer one.</summary>
    public byte[] Hash => SHA256.HashData(Bytes);

    /// <summary>Whether a text can be appended to an identifier.</summary>
    /// <param name="suffix">Letters, digits and underscores; empty for none.</param>
    public static bool IsSuffix(string suffix) => suffix.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>The key in C: <c>NAME_pub_keySUFFIX</c>.</summary>
    /// <param name="suffix">Appended to the name.</param>
    public byte[] ToC(string suffix = "") => Open(KeySourceText.C($"{Name}_pub_key{suffix}", Bytes));

    /// <summary>The hash in C: <c>NAME_pub_key_hashSUFFIX</c>.</summary>
    /// <param name="suffix">Appended to the name.</param>
    public byte[] HashToC(string suffix = "") => Open(KeySourceText.C($"{Name}_pub_key_hash{suffix}", Hash));

    /// <summary>The key in Rust: <c>NAME_PUB_KEYSUFFIX</c>, all in upper case.</summary>
    /// <param name="suffix">Appended to the name.</param>
    public byte[] ToRust(string suffix = "") => Open(KeySourceText.Rust($"{Name}_pub_key{suffix}".ToUpperInvariant(), Bytes));

    /// <summary>The key as SubjectPublicKeyInfo in PEM.</summary>
    public byte[] ToPem() => PublicKeyFile.Write(key);

    private static byte[] Open(Secret text)
    {
        using (text)
            return text.Span.ToArray();
    }
}
