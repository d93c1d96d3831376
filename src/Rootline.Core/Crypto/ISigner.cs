using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>
/// Who signs, wherever the private key lies: in a file, behind a program, in a token. A signature of the product that is not made
/// on a card is asked for here, and nowhere else.
/// </summary>
public interface ISigner : IDisposable
{
    /// <summary>Algorithm and key size.</summary>
    SignatureKind Kind { get; }

    /// <summary>The public key as SubjectPublicKeyInfo, DER (RFC 5280, 4.1).</summary>
    ReadOnlySpan<byte> SubjectPublicKeyInfo { get; }

    /// <summary>Signs a digest. Ed25519 takes the digest as its message.</summary>
    /// <param name="algorithm">SHA-256, SHA-384 or SHA-512: for RSA-PSS also of MGF1; ECDSA and Ed25519 do not look at it beyond the length.</param>
    /// <param name="digest">The digest, of that algorithm's length.</param>
    /// <returns>The signature as <see cref="SignatureKind"/> says.</returns>
    /// <exception cref="Faults.FaultException">The custodian refused, is not reachable, or gave a signature that does not verify.</exception>
    byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest);

    /// <summary>Signs a message itself: Ed25519 only (pure).</summary>
    /// <param name="message">The whole message.</param>
    /// <returns>R‖S, 64 bytes.</returns>
    /// <exception cref="Faults.FaultException">As of <see cref="SignDigest"/>; also a key of another kind.</exception>
    byte[] SignMessage(ReadOnlySpan<byte> message);
}
