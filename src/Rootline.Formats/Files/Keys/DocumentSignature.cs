using System.Security.Cryptography;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Files.Keys;

/// <summary>Signs the bytes of a document with a key of any kind: over their SHA-384 with P-384, else over their SHA-256.</summary>
public static class DocumentSignature
{
    /// <summary>The longest signature in bytes: RSA-4096.</summary>
    public const int MaxLength = 512;

    /// <summary>Signs.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="document">The bytes.</param>
    /// <returns>The signature as <see cref="SignatureKind"/> says.</returns>
    public static byte[] Sign(ISigner signer, ReadOnlySpan<byte> document)
    {
        var (algorithm, digest) = DigestOf(document, signer.Kind);
        return signer.SignDigest(algorithm, digest);
    }

    /// <summary>Whether a key signed the bytes.</summary>
    /// <param name="key">The key.</param>
    /// <param name="document">The bytes.</param>
    /// <param name="signature">The signature.</param>
    public static bool IsGood(PublicKeyInfo key, ReadOnlySpan<byte> document, ReadOnlySpan<byte> signature)
    {
        if (key.Kind.Signature() is not { } kind)
            return false;
        var (algorithm, digest) = DigestOf(document, kind);
        return SignatureCheck.IsGood(kind, key.Spki, algorithm, digest, signature);
    }

    private static (HashAlgorithmName Algorithm, byte[] Digest) DigestOf(ReadOnlySpan<byte> document, SignatureKind kind) =>
        kind == SignatureKind.EcdsaP384 ? (HashAlgorithmName.SHA384, SHA384.HashData(document)) : (HashAlgorithmName.SHA256, SHA256.HashData(document));
}
