using System.Security.Cryptography;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;

namespace Rootline.Core.Crypto;

/// <summary>A P-256 private key that signs and agrees; its owner disposes it.</summary>
public sealed class P256PrivateKey : IDisposable
{
    private readonly Secret _scalar;
    private readonly ECDsa _key;

    private P256PrivateKey(Secret scalar, ECDsa key, P256PublicKey publicKey) =>
        (_scalar, _key, PublicKey) = (scalar, key, publicKey);

    /// <summary>The public half; lives as long as this object.</summary>
    public P256PublicKey PublicKey { get; }

    /// <summary>The scalar d, 32 bytes big-endian: for key files and card items, never for display.</summary>
    public ReadOnlySpan<byte> Scalar => _scalar.Span;

    /// <summary>Draws a key pair.</summary>
    /// <param name="entropy">Where the scalar comes from.</param>
    public static P256PrivateKey Generate(EntropySource entropy)
    {
        using var candidate = new Secret(P256.ScalarLength);
        while (true)
        {
            entropy.Fill(candidate.Span);
            if (FromScalar(candidate.Span) is { } key)
                return key;
        }
    }

    /// <summary>Imports a scalar; the source remains the caller's to wipe.</summary>
    /// <param name="scalar">d, 32 bytes big-endian.</param>
    /// <returns>The key, or null when the scalar is not in 1..n-1.</returns>
    public static P256PrivateKey? FromScalar(ReadOnlySpan<byte> scalar)
    {
        if (scalar.Length != P256.ScalarLength || !scalar.ContainsAnyExcept((byte)0) || scalar.SequenceCompareTo(P256.OrderBytes) >= 0)
            return null;
        var secret = Secret.CopyOf(scalar);
        var pinned = GC.AllocateUninitializedArray<byte>(P256.ScalarLength, pinned: true);
        secret.Span.CopyTo(pinned);
        var key = ECDsa.Create();
        try
        {
            key.ImportParameters(new ECParameters { Curve = P256.Curve, D = pinned });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pinned);
        }

        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return new(secret, key, P256PublicKey.FromPoint([.. q.X!, .. q.Y!])!);
    }

    /// <summary>Imports PKCS #8 PrivateKeyInfo or SEC1 ECPrivateKey in DER; the source remains the caller's to wipe.</summary>
    /// <param name="der">The DER bytes.</param>
    /// <returns>The key, or null when the bytes are not a P-256 private key in either form.</returns>
    public static P256PrivateKey? FromDer(ReadOnlySpan<byte> der)
    {
        using var key = ECDsa.Create();
        if (!TryImport(key.ImportPkcs8PrivateKey, der) && !TryImport(key.ImportECPrivateKey, der))
            return null;
        var parameters = key.ExportParameters(includePrivateParameters: true);
        try
        {
            return parameters.Curve is { IsNamed: true, Oid.Value: P256.Oid } ? FromScalar(parameters.D) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }

    /// <summary>PKCS #8 PrivateKeyInfo in DER.</summary>
    public Secret ToPkcs8() => Secret.Take(_key.ExportPkcs8PrivateKey());

    /// <summary>
    /// Signs with ECDSA and SHA-256: r‖s, 64 bytes. With a seeded source the nonce is that of RFC 6979, so that a run is a
    /// function of its seed; otherwise the platform draws it.
    /// </summary>
    /// <param name="message">The message (not its digest).</param>
    /// <param name="entropy">Decides which of the two.</param>
    public byte[] Sign(ReadOnlySpan<byte> message, EntropySource entropy) => SignDigest(SHA256.HashData(message), entropy);

    /// <summary>As <see cref="Sign"/>, over a digest.</summary>
    /// <param name="digest">SHA-256 of the message, 32 bytes.</param>
    /// <param name="entropy">Decides how the nonce is made.</param>
    public byte[] SignDigest(ReadOnlySpan<byte> digest, EntropySource entropy) =>
        entropy.IsSeeded ? Rfc6979.Sign(_scalar.Span, digest) : _key.SignHash(digest.ToArray());

    /// <summary>As <see cref="Sign"/>, in DER (at most 72 bytes).</summary>
    /// <param name="message">The message (not its digest).</param>
    /// <param name="entropy">Decides how the nonce is made.</param>
    public byte[] SignDer(ReadOnlySpan<byte> message, EntropySource entropy) => EcdsaSignatureForm.ToDer(Sign(message, entropy));

    /// <summary>ECDH: the X coordinate of the shared point, 32 bytes (NIST SP 800-56A 5.7.1.2).</summary>
    /// <param name="peer">The other side's public key.</param>
    public Secret Agree(P256PublicKey peer)
    {
        using var mine = ECDiffieHellman.Create();
        var pinned = GC.AllocateUninitializedArray<byte>(P256.ScalarLength, pinned: true);
        _scalar.Span.CopyTo(pinned);
        mine.ImportParameters(new ECParameters { Curve = P256.Curve, D = pinned });
        CryptographicOperations.ZeroMemory(pinned);
        using var theirs = ECDiffieHellman.Create(new ECParameters
        {
            Curve = P256.Curve,
            Q = new ECPoint { X = peer.Raw[..32].ToArray(), Y = peer.Raw[32..].ToArray() },
        });
        byte[] shared = mine.DeriveRawSecretAgreement(theirs.PublicKey);
        return Secret.Take(shared);
    }

    /// <summary>Wipes the scalar and releases the key.</summary>
    public void Dispose()
    {
        _scalar.Dispose();
        _key.Dispose();
        PublicKey.Dispose();
    }

    private delegate void Import(ReadOnlySpan<byte> der, out int read);

    private static bool TryImport(Import import, ReadOnlySpan<byte> der)
    {
        try
        {
            import(der, out int read);
            return read == der.Length;
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException) // the latter: a curve that the platform does not know
        {
            return false;
        }
    }
}
