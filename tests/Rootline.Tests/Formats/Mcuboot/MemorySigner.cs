using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;

namespace Rootline.Tests.Formats.Mcuboot;

/// <summary>A signer over a key in memory.</summary>
internal sealed class MemorySigner(PrivateKey key) : ISigner
{
    public SignatureKind Kind => key.Kind switch
    {
        KeyKind.Rsa2048 => SignatureKind.Rsa2048Pss,
        KeyKind.Rsa3072 => SignatureKind.Rsa3072Pss,
        KeyKind.EcP256 => SignatureKind.EcdsaP256,
        KeyKind.EcP384 => SignatureKind.EcdsaP384,
        _ => SignatureKind.Ed25519,
    };

    public ReadOnlySpan<byte> SubjectPublicKeyInfo => key.PublicKey.Spki;

    /// <summary>Spoils every signature when set.</summary>
    public bool Lies { get; init; }

    public static MemorySigner Of(byte[] file) => new(PrivateKeyFile.Read(file, null).OrThrow());

    public byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest)
    {
        byte[] signature = Made(algorithm, digest);
        if (Lies)
            signature[^1] ^= 1;
        return signature;
    }

    public byte[] SignMessage(ReadOnlySpan<byte> message) => Ed25519.Sign(key.Raw, message);

    public void Dispose() => key.Dispose();

    private byte[] Made(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest)
    {
        switch (Kind)
        {
            case SignatureKind.Ed25519:
                return Ed25519.Sign(key.Raw, digest);
            case SignatureKind.EcdsaP256 or SignatureKind.EcdsaP384:
                using (var ecdsa = key.ToEcdsa())
                    return ecdsa.SignHash(digest.ToArray(), DSASignatureFormat.Rfc3279DerSequence);
            default:
                using (var rsa = key.ToRsa())
                    return rsa.SignHash(digest.ToArray(), algorithm, RSASignaturePadding.Pss);
        }
    }
}
