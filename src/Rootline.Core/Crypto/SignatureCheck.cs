using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>
/// Verifies signatures of any kind with a key that may be used once: by this every custodian's signature is checked before
/// it leaves, so that a fault in a token, a program or the arithmetic never becomes a signature of the product.
/// </summary>
public static class SignatureCheck
{
    private const int Ed25519HeadLength = 12;

    /// <summary>Verifies a signature of a digest.</summary>
    /// <param name="kind">The kind of the key.</param>
    /// <param name="spki">The public key, SubjectPublicKeyInfo.</param>
    /// <param name="algorithm">The digest's algorithm.</param>
    /// <param name="digest">The digest.</param>
    /// <param name="signature">As <see cref="SignatureKind"/> says.</param>
    public static bool IsGood(SignatureKind kind, ReadOnlySpan<byte> spki, HashAlgorithmName algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        switch (kind)
        {
            case SignatureKind.Ed25519:
                return Ed25519.Verify(spki[Ed25519HeadLength..], digest, signature);
            case SignatureKind.EcdsaP256 or SignatureKind.EcdsaP384:
                return VerifyEcdsa(kind, spki, digest, signature);
            default:
                using (var key = RSA.Create())
                {
                    key.ImportSubjectPublicKeyInfo(spki, out _);
                    return key.VerifyHash(digest, signature, algorithm, kind.IsPkcs1() ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss);
                }
        }
    }

    /// <summary>Verifies an Ed25519 signature of a message.</summary>
    /// <param name="spki">The public key, SubjectPublicKeyInfo.</param>
    /// <param name="message">The message.</param>
    /// <param name="signature">64 bytes.</param>
    public static bool IsGoodOfMessage(ReadOnlySpan<byte> spki, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Ed25519.Verify(spki[Ed25519HeadLength..], message, signature);

    /// <summary>Whether a kind is RSASSA-PKCS1-v1_5.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsPkcs1(this SignatureKind kind) => kind is SignatureKind.Rsa2048Pkcs1 or SignatureKind.Rsa3072Pkcs1 or SignatureKind.Rsa4096Pkcs1;

    private static bool VerifyEcdsa(SignatureKind kind, ReadOnlySpan<byte> spki, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        var raw = new byte[kind == SignatureKind.EcdsaP256 ? 64 : 96];
        if (!EcdsaSignatureForm.TryToRaw(signature, raw))
            return false;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(spki, out _);
        return key.VerifyHash(digest, raw);
    }
}
