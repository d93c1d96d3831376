using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Files;

/// <summary>Signs X.509 certificates with ecdsa-with-SHA256 through a signer, wherever its key lies.</summary>
/// <param name="signer">A signer of P-256; remains the caller's.</param>
public sealed class P256CertificateSigner(ISigner signer) : X509SignatureGenerator
{
    // SEQUENCE { OBJECT IDENTIFIER ecdsa-with-SHA256 } (RFC 5758 3.2).
    private static readonly byte[] EcdsaWithSha256 = Convert.FromHexString("300a06082a8648ce3d040302");

    /// <inheritdoc/>
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        hashAlgorithm == HashAlgorithmName.SHA256 ? EcdsaWithSha256 : throw new ArgumentOutOfRangeException(nameof(hashAlgorithm));

    /// <inheritdoc/>
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        signer.SignDigest(HashAlgorithmName.SHA256, SHA256.HashData(data));

    /// <inheritdoc/>
    protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(signer.SubjectPublicKeyInfo, out _);
}

/// <summary>P-256 keys in the platform's X.509 form.</summary>
public static class X509Keys
{
    /// <summary>The X.509 form of a public key.</summary>
    /// <param name="key">The key.</param>
    public static PublicKey Of(P256PublicKey key) => PublicKey.CreateFromSubjectPublicKeyInfo(key.ToSpki(), out _);
}
