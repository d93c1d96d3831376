using System.Security.Cryptography;
using Rootline.Core.Entropy;

namespace Rootline.Core.Crypto;

/// <summary>A P-256 key in memory as a signer; the key remains the caller's and outlives the signer.</summary>
/// <param name="key">The key.</param>
/// <param name="entropy">Decides how nonces are made, as in <see cref="P256PrivateKey.Sign"/>.</param>
public sealed class P256Signer(P256PrivateKey key, EntropySource entropy) : ISigner
{
    private readonly byte[] _spki = key.PublicKey.ToSpki();

    /// <inheritdoc/>
    public SignatureKind Kind => SignatureKind.EcdsaP256;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> SubjectPublicKeyInfo => _spki;

    /// <inheritdoc/>
    public byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest) => digest.Length == P256.ScalarLength
        ? EcdsaSignatureForm.ToDer(key.SignDigest(digest, entropy))
        : throw new ArgumentException("a digest of SHA-256 has 32 bytes", nameof(digest));

    /// <inheritdoc/>
    public byte[] SignMessage(ReadOnlySpan<byte> message) => throw new NotSupportedException("ECDSA signs digests");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
