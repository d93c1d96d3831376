using Rootline.Core.Entropy;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Services.Attestation;

/// <summary>The initial attestation key while a token is made. Its owner disposes it.</summary>
public abstract class AttestationKey : IDisposable
{
    private const uint HmacSha256 = 0x03800009;
    private const uint HmacSha384 = 0x0380000A;
    private const uint HmacSha512 = 0x0380000B;
    private const byte SecpR1 = 0x12;

    /// <summary>The algorithm of tokens made with this key.</summary>
    public abstract CoseAlgorithm Algorithm { get; }

    /// <summary>True for a key that makes a MAC and no signature.</summary>
    public bool IsSymmetric => Algorithm.IsMac();

    /// <summary>The key of a platform.</summary>
    /// <param name="type">The type word: an ECC family in its low byte, or a PSA MAC algorithm (tfm-provisioning section 4.2).</param>
    /// <param name="bytes">The scalar, big-endian, or the symmetric key; remain the caller's to wipe.</param>
    /// <returns>The key; null when there is none of this type and length, or the scalar is none.</returns>
    public static AttestationKey? Of(uint type, ReadOnlySpan<byte> bytes) => type switch
    {
        HmacSha256 when bytes.Length == 32 => new SymmetricAttestationKey(CoseAlgorithm.Hmac256, bytes),
        HmacSha384 when bytes.Length == 48 => new SymmetricAttestationKey(CoseAlgorithm.Hmac384, bytes),
        HmacSha512 when bytes.Length == 64 => new SymmetricAttestationKey(CoseAlgorithm.Hmac512, bytes),
        HmacSha256 or HmacSha384 or HmacSha512 => null,
        _ => (byte)type == SecpR1 ? EccAttestationKey.Of(bytes) : null,
    };

    /// <summary>The instance id, 33 bytes.</summary>
    /// <param name="rule">How a public key is hashed; for a symmetric one there is one way.</param>
    public abstract byte[] InstanceId(InstanceIdRule rule);

    /// <summary>The key id of an asymmetric key: the SHA-256 of its COSE_Key; null for a symmetric one, whose name the platform knows.</summary>
    public abstract byte[]? KeyId { get; }

    /// <summary>Makes the token of a payload.</summary>
    /// <param name="keyId">The key id in it, or null.</param>
    /// <param name="payload">The claim set.</param>
    /// <param name="entropy">Decides how the nonce of a signature is made.</param>
    public abstract byte[] Token(ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload, EntropySource entropy);

    /// <summary>The length of the token of a payload, without signing.</summary>
    /// <param name="keyId">The key id in it, or null.</param>
    /// <param name="payload">The claim set.</param>
    public int TokenLength(ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload) => IsSymmetric
        ? CoseMac0.LengthOf(Algorithm, keyId, payload)
        : CoseSign1.LengthOf(Algorithm, keyId, payload);

    /// <inheritdoc/>
    public void Dispose()
    {
        Wipe();
        GC.SuppressFinalize(this);
    }

    /// <summary>Wipes what is secret.</summary>
    protected abstract void Wipe();
}
