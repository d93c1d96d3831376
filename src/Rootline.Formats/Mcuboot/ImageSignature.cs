using System.Security.Cryptography;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Mcuboot;

/// <summary>Checks signatures of images. Source: mcuboot-image section 6.</summary>
public static class ImageSignature
{
    /// <summary>The type of the TLV that holds a signature of a kind of key.</summary>
    /// <param name="kind">Algorithm and key size.</param>
    public static TlvType Tlv(SignatureKind kind) => kind switch
    {
        SignatureKind.Rsa2048Pss => TlvType.Rsa2048Pss,
        SignatureKind.Rsa3072Pss => TlvType.Rsa3072Pss,
        SignatureKind.Ed25519 => TlvType.Ed25519,
        _ => TlvType.EcdsaSignature,
    };

    /// <summary>Verifies a signature over the image digest.</summary>
    /// <param name="key">The public key.</param>
    /// <param name="algorithm">The image's digest algorithm. RSA-PSS is defined with SHA-256 only: salt 32 bytes, MGF1 with the same.</param>
    /// <param name="digest">The image digest.</param>
    /// <param name="signature">As the TLV holds it.</param>
    /// <param name="form">How strictly an ECDSA signature is read.</param>
    /// <returns>False when the signature is not good, or not of a form or length that the kind of key has.</returns>
    public static bool Verify(PublicKeyBytes key, ImageDigest algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, SignatureForm form = SignatureForm.Strict)
    {
        if (digest.Length != algorithm.Length())
            return false;
        return key.Kind switch
        {
            SignatureKind.Rsa2048Pss => algorithm == ImageDigest.Sha256 && signature.Length == 256 && Rsa(key, digest, signature),
            SignatureKind.Rsa3072Pss => algorithm == ImageDigest.Sha256 && signature.Length == 384 && Rsa(key, digest, signature),
            SignatureKind.EcdsaP256 => Ecdsa(key, digest, signature, new byte[64], form),
            SignatureKind.EcdsaP384 => Ecdsa(key, digest, signature, new byte[96], form),
            _ => Ed25519.Verify(key.Raw, digest, signature),
        };
    }

    /// <summary>Verifies a signature over the image itself (pure Ed25519).</summary>
    /// <param name="key">The public key; a key of another kind verifies nothing.</param>
    /// <param name="hashed">The hashed region: header, payload in plain text, protected area.</param>
    /// <param name="signature">R‖S, 64 bytes.</param>
    public static bool VerifyPure(PublicKeyBytes key, ReadOnlySpan<byte> hashed, ReadOnlySpan<byte> signature) =>
        key.Kind == SignatureKind.Ed25519 && Ed25519.Verify(key.Raw, hashed, signature);

    private static bool Rsa(PublicKeyBytes key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        using var rsa = key.OpenRsa();
        return rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }

    private static bool Ecdsa(PublicKeyBytes key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, Span<byte> raw, SignatureForm form)
    {
        if (form == SignatureForm.PaddedWithZeros)
            signature = WithoutZeros(signature);
        if (!EcdsaSignatureForm.TryToRaw(signature, raw))
            return false;
        using var ecdsa = key.OpenEcdsa();
        return ecdsa.VerifyHash(digest, raw);
    }

    // Cut at the length that the DER itself says, and only when nothing but zeros follows.
    private static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> signature)
    {
        if (signature.Length < 2)
            return signature;
        int length = signature[1] + 2;
        return length <= signature.Length && Core.Bytes.Alignment.IsZero(signature[length..]) ? signature[..length] : signature;
    }
}
