using System.Security.Cryptography;
using Rootline.Core.Crypto;

namespace Rootline.Oem.Custody;

/// <summary>Whoever holds a private key and signs with it; nobody uses his signatures before <see cref="CheckedSigner"/> has verified them.</summary>
internal interface ICustodian : IDisposable
{
    /// <summary>What messages call him.</summary>
    string Place { get; }

    /// <summary>Algorithm and key size.</summary>
    SignatureKind Kind { get; }

    /// <summary>The public key, DER.</summary>
    byte[] Spki { get; }

    /// <summary>Signs a digest, as <see cref="ISigner.SignDigest"/>.</summary>
    byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest);

    /// <summary>Signs a message with Ed25519.</summary>
    byte[] SignMessage(ReadOnlySpan<byte> message);
}
