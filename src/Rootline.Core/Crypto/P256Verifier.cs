namespace Rootline.Core.Crypto;

/// <summary>
/// Verifies many ECDSA P-256 signatures of one key as fast as the machine can: libcrypto's EVP interface with one context for
/// all of them where it is there, the base library otherwise. Both give the same answers. For one thread at a time: a worker
/// opens its own.
/// </summary>
public abstract class P256Verifier : IDisposable
{
    /// <summary>A digest: 32 bytes (SHA-256).</summary>
    public const int DigestLength = 32;

    private protected P256Verifier()
    {
    }

    /// <summary>Opens a verifier; the key stays the caller's and may be disposed before it.</summary>
    /// <param name="key">The public key.</param>
    /// <param name="native">Whether libcrypto may be used where it is there.</param>
    public static P256Verifier Open(P256PublicKey key, bool native = true) =>
        native && EvpVerifier.Of(key) is { } evp ? evp : new PlatformVerifier(key.Copy());

    /// <summary>Whether this one stands on libcrypto itself.</summary>
    public abstract bool IsNative { get; }

    /// <summary>Verifies r‖s over a digest.</summary>
    /// <param name="digest">SHA-256 of the message, 32 bytes.</param>
    /// <param name="signature">r‖s, 64 bytes; any other length is wrong.</param>
    public bool Verify(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        digest.Length == DigestLength && signature.Length == P256.SignatureLength && VerifyRaw(digest, signature);

    /// <summary>Verifies a signature in DER over a digest.</summary>
    /// <param name="digest">SHA-256 of the message, 32 bytes.</param>
    /// <param name="signature">Canonical DER ECDSA-Sig-Value.</param>
    public bool VerifyDer(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        Span<byte> raw = stackalloc byte[P256.SignatureLength];
        return EcdsaSignatureForm.TryToRaw(signature, raw) && Verify(digest, raw);
    }

    /// <summary>Releases the key.</summary>
    public abstract void Dispose();

    private protected abstract bool VerifyRaw(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);
}
