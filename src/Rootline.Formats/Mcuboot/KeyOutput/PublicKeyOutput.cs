using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;

namespace Rootline.Formats.Mcuboot.KeyOutput;

/// <summary>A public key, or its hash, in the forms that go into a loader's build. Source: mcuboot-image sections 5 and 12.</summary>
public sealed class PublicKeyOutput
{
    private static readonly byte[] X25519Head = Convert.FromHexString("302a300506032b656e032100");
    private readonly byte[] _spki;
    private readonly byte[] _bytes;

    private PublicKeyOutput(string name, byte[] bytes, byte[] spki) => (Name, _bytes, _spki) = (name, bytes, spki);

    /// <summary>Name of the kind in identifiers: <c>rsa</c>, <c>ecdsa</c> (P-256), <c>ecdsap384</c>, <c>ed25519</c> or <c>x25519</c>.</summary>
    public string Name { get; }

    /// <summary>The key's bytes as a PUBKEY TLV holds them: RSA as PKCS#1, all others as SubjectPublicKeyInfo.</summary>
    public ReadOnlySpan<byte> Raw => _bytes;

    /// <summary>SHA-256 of <see cref="Raw"/>, 32 bytes: always this digest, also for P-384, whose images have a longer one.</summary>
    public byte[] Hash => SHA256.HashData(_bytes);

    /// <summary>Reads a key.</summary>
    /// <param name="spki">SubjectPublicKeyInfo, DER: a signing key of an image, or X25519.</param>
    public static Parsed<PublicKeyOutput> Of(ReadOnlySpan<byte> spki)
    {
        if (spki.Length == X25519Head.Length + 32 && spki.StartsWith(X25519Head))
            return new PublicKeyOutput("x25519", spki.ToArray(), spki.ToArray());
        if (!PublicKeyBytes.FromSpki(spki).Try(out var key, out _))
            return KeyOutputFaults.Key.Fault("not a key of RSA-2048, RSA-3072, P-256, P-384, Ed25519 or X25519");
        return new PublicKeyOutput(NameOf(key.Kind), key.Bytes.ToArray(), key.ToSpki());
    }

    /// <summary>Whether a text can be appended to an identifier.</summary>
    /// <param name="suffix">Letters, digits and underscores; empty for none.</param>
    public static bool IsSuffix(string suffix) => suffix.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>The key in C: <c>NAME_pub_keySUFFIX</c>.</summary>
    /// <param name="suffix">Appended to the name.</param>
    public byte[] ToC(string suffix = "") => Bytes(KeySourceText.C($"{Name}_pub_key{suffix}", _bytes));

    /// <summary>The hash in C: <c>NAME_pub_key_hashSUFFIX</c>.</summary>
    /// <param name="suffix">Appended to the name.</param>
    public byte[] HashToC(string suffix = "") => Bytes(KeySourceText.C($"{Name}_pub_key_hash{suffix}", Hash));

    /// <summary>The key in Rust: <c>NAME_PUB_KEYSUFFIX</c>, all in upper case.</summary>
    /// <param name="suffix">Appended to the name.</param>
    public byte[] ToRust(string suffix = "") => Bytes(KeySourceText.Rust($"{Name}_pub_key{suffix}".ToUpperInvariant(), _bytes));

    /// <summary>The key as SubjectPublicKeyInfo in PEM.</summary>
    public byte[] ToPem() => Bytes(PemText.Encode("PUBLIC KEY", _spki));

    private static byte[] Bytes(Secret text)
    {
        using (text)
            return text.Span.ToArray();
    }

    private static string NameOf(SignatureKind kind) => kind switch
    {
        SignatureKind.EcdsaP256 => "ecdsa",
        SignatureKind.EcdsaP384 => "ecdsap384",
        SignatureKind.Ed25519 => "ed25519",
        _ => "rsa",
    };
}
