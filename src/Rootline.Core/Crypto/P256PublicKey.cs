using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>
/// A P-256 public key. Importing costs half a verification, so the imported key is kept. Safe for use from one thread at a
/// time; <see cref="Copy"/> gives another thread its own.
/// </summary>
public sealed class P256PublicKey : IDisposable, IEquatable<P256PublicKey>
{
    private readonly byte[] _raw;
    private readonly ECDsa _key;

    private P256PublicKey(byte[] raw, ECDsa key) => (_raw, _key) = (raw, key);

    /// <summary>X‖Y, 64 bytes, big-endian.</summary>
    public ReadOnlySpan<byte> Raw => _raw;

    /// <summary>Imports X‖Y (64 bytes) or 04‖X‖Y (65 bytes).</summary>
    /// <param name="point">The point.</param>
    /// <returns>The key, or null when the bytes are not a point of the curve.</returns>
    public static P256PublicKey? FromPoint(ReadOnlySpan<byte> point)
    {
        if (point is [4, ..] && point.Length == P256.PublicLength + 1)
            point = point[1..];
        if (point.Length != P256.PublicLength)
            return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportParameters(new ECParameters
            {
                Curve = P256.Curve,
                Q = new ECPoint { X = point[..32].ToArray(), Y = point[32..].ToArray() },
            });
            return new(point.ToArray(), key);
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>Imports an X.509 SubjectPublicKeyInfo in DER.</summary>
    /// <param name="der">The DER bytes, nothing after them.</param>
    /// <returns>The key, or null when the bytes are not a P-256 public key.</returns>
    public static P256PublicKey? FromSpki(ReadOnlySpan<byte> der)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(der, out int read);
            var parameters = key.ExportParameters(includePrivateParameters: false);
            return read == der.Length && parameters.Curve is { IsNamed: true, Oid.Value: P256.Oid }
                ? FromPoint([.. parameters.Q.X!, .. parameters.Q.Y!])
                : null;
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException) // the latter: a curve that the platform does not know
        {
            return null;
        }
    }

    /// <summary>X.509 SubjectPublicKeyInfo in DER, 91 bytes.</summary>
    public byte[] ToSpki() => _key.ExportSubjectPublicKeyInfo();

    /// <summary>The same key as an object of its own.</summary>
    public P256PublicKey Copy() => FromPoint(_raw)!;

    /// <summary>Verifies ECDSA with SHA-256 over a message.</summary>
    /// <param name="message">The message (not its digest).</param>
    /// <param name="signature">r‖s, 64 bytes; any other length is wrong.</param>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == P256.SignatureLength && _key.VerifyData(message, signature, HashAlgorithmName.SHA256);

    /// <summary>Verifies ECDSA over a digest; whoever verifies many uses a <see cref="P256Verifier"/>.</summary>
    /// <param name="digest">SHA-256 of the message, 32 bytes.</param>
    /// <param name="signature">r‖s, 64 bytes; any other length is wrong.</param>
    public bool VerifyDigest(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        digest.Length == P256Verifier.DigestLength && signature.Length == P256.SignatureLength && _key.VerifyHash(digest, signature);

    /// <summary>Verifies ECDSA with SHA-256 over a message with a signature in DER.</summary>
    /// <param name="message">The message (not its digest).</param>
    /// <param name="signature">Canonical DER ECDSA-Sig-Value.</param>
    public bool VerifyDer(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> raw = stackalloc byte[P256.SignatureLength];
        return EcdsaSignatureForm.TryToRaw(signature, raw) && Verify(message, raw);
    }

    /// <inheritdoc/>
    public bool Equals(P256PublicKey? other) => other is not null && Raw.SequenceEqual(other.Raw);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as P256PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_raw);
        return hash.ToHashCode();
    }

    /// <summary>Releases the imported key.</summary>
    public void Dispose() => _key.Dispose();
}
