using System.Formats.Asn1;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Files.Keys;

/// <summary>A private key of any kind that files hold, with its public half; its owner disposes it.</summary>
public sealed class PrivateKey : IDisposable
{
    private readonly Secret _raw;

    private PrivateKey(PublicKeyInfo publicKey, Secret raw) => (PublicKey, _raw) = (publicKey, raw);

    /// <summary>Algorithm and size.</summary>
    public KeyKind Kind => PublicKey.Kind;

    /// <summary>The public half.</summary>
    public PublicKeyInfo PublicKey { get; }

    /// <summary>
    /// The private part: the scalar (32 or 48 bytes, big-endian) of a NIST curve, the 32 bytes of Ed25519 and X25519,
    /// RSAPrivateKey in DER (RFC 8017 A.1.2) of RSA.
    /// </summary>
    public ReadOnlySpan<byte> Raw => _raw.Span;

    /// <summary>Makes a scalar a key; the source remains the caller's to wipe.</summary>
    /// <param name="kind">A NIST curve.</param>
    /// <param name="scalar">d, as long as the order of the group, big-endian.</param>
    /// <returns>The key, or null when the scalar is not in 1..n-1.</returns>
    public static PrivateKey? FromScalar(KeyKind kind, ReadOnlySpan<byte> scalar)
    {
        int length = kind == KeyKind.EcP256 ? 32 : 48;
        if (scalar.Length != length || !scalar.ContainsAnyExcept((byte)0))
            return null;
        var pinned = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        scalar.CopyTo(pinned);
        try
        {
            var curve = kind == KeyKind.EcP256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384;
            using var key = ECDsa.Create(new ECParameters { Curve = curve, D = pinned });
            var q = key.ExportParameters(includePrivateParameters: false).Q;
            return PublicKeyInfo.FromPoint(kind, [4, .. q.X!, .. q.Y!]) is { } half ? new(half, Secret.CopyOf(scalar)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pinned);
        }
    }

    /// <summary>Makes 32 bytes an Ed25519 or X25519 key; the source remains the caller's to wipe.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="raw">32 bytes.</param>
    /// <returns>The key, or null when the length is another.</returns>
    /// <exception cref="Core.Faults.FaultException">libcrypto is not there.</exception>
    public static PrivateKey? FromRaw(KeyKind kind, ReadOnlySpan<byte> raw)
    {
        if (raw.Length != Ed25519.SeedLength)
            return null;
        byte[] half = kind == KeyKind.Ed25519 ? Ed25519.PublicOf(raw) : X25519.PublicOf(raw);
        return new(PublicKeyInfo.FromRaw(kind, half), Secret.CopyOf(raw));
    }

    /// <summary>Reads an RSAPrivateKey of PKCS #1; the source remains the caller's to wipe.</summary>
    /// <param name="der">DER, nothing after it.</param>
    /// <returns>The key, or null when the bytes are not an RSA key of one of the sizes.</returns>
    public static PrivateKey? FromPkcs1(ReadOnlySpan<byte> der)
    {
        using var key = RSA.Create();
        try
        {
            key.ImportRSAPrivateKey(der, out int read);
            return read == der.Length ? FromRsa(key) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Copies an RSA key, or null when its size is none of the kinds.</summary>
    /// <param name="key">The key; remains the caller's.</param>
    public static PrivateKey? FromRsa(RSA key) =>
        PublicKeyInfo.FromRsa(key) is { } half ? new(half, Secret.Take(key.ExportRSAPrivateKey())) : null;

    /// <summary>Reads a PrivateKeyInfo of PKCS #8 (RFC 5958); the source remains the caller's to wipe.</summary>
    /// <param name="der">DER, nothing after it.</param>
    /// <returns>The key, or null when the bytes are not a key of one of the kinds.</returns>
    public static PrivateKey? FromPkcs8(ReadOnlyMemory<byte> der) => Guard(der, Pkcs8Form.Read);

    /// <summary>Reads an ECPrivateKey of SEC1 (RFC 5915); the source remains the caller's to wipe.</summary>
    /// <param name="der">DER, nothing after it.</param>
    /// <returns>The key, or null when the bytes are not a key of one of the curves.</returns>
    public static PrivateKey? FromSec1(ReadOnlyMemory<byte> der) => Guard(der, d => Sec1Form.Read(d, null));

    /// <summary>The key as the platform's object; the caller's.</summary>
    /// <returns>RSA keys only.</returns>
    public RSA ToRsa()
    {
        var key = RSA.Create();
        key.ImportRSAPrivateKey(Raw, out _);
        return key;
    }

    /// <summary>The key as the platform's object; the caller's.</summary>
    /// <returns>Keys of NIST curves only.</returns>
    public ECDsa ToEcdsa()
    {
        using var der = PrivateKeyForms.Pkcs8(this);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(der.Span, out _);
        return key;
    }

    /// <summary>The same key as an object of its own.</summary>
    public PrivateKey Copy() => new(PublicKey, _raw.Copy());

    /// <summary>Wipes the private part.</summary>
    public void Dispose() => _raw.Dispose();

    private static PrivateKey? Guard(ReadOnlyMemory<byte> der, Func<ReadOnlyMemory<byte>, PrivateKey?> read)
    {
        try
        {
            return read(der);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
