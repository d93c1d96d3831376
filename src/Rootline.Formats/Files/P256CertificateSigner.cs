using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;

namespace Rootline.Formats.Files;

/// <summary>Signs X.509 certificates with ecdsa-with-SHA256 through a key whose nonces an entropy source decides.</summary>
/// <param name="key">The signer's key.</param>
/// <param name="entropy">Decides how nonces are made.</param>
public sealed class P256CertificateSigner(P256PrivateKey key, EntropySource entropy) : X509SignatureGenerator
{
    // SEQUENCE { OBJECT IDENTIFIER ecdsa-with-SHA256 } (RFC 5758 3.2).
    private static readonly byte[] EcdsaWithSha256 = Convert.FromHexString("300a06082a8648ce3d040302");

    /// <inheritdoc/>
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        hashAlgorithm == HashAlgorithmName.SHA256 ? EcdsaWithSha256 : throw new ArgumentOutOfRangeException(nameof(hashAlgorithm));

    /// <inheritdoc/>
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignDer(data, entropy);

    /// <inheritdoc/>
    protected override PublicKey BuildPublicKey() => X509Keys.Of(key.PublicKey);
}

/// <summary>P-256 keys in the platform's X.509 form.</summary>
public static class X509Keys
{
    /// <summary>The X.509 form of a public key.</summary>
    /// <param name="key">The key.</param>
    public static PublicKey Of(P256PublicKey key) => PublicKey.CreateFromSubjectPublicKeyInfo(key.ToSpki(), out _);
}
