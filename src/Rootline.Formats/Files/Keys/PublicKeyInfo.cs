using System.Security.Cryptography;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Files.Keys;

/// <summary>A public key of any kind that files hold.</summary>
public sealed class PublicKeyInfo
{
    // SubjectPublicKeyInfo up to the key itself (RFC 8410 4).
    private static readonly byte[] Ed25519Head = Convert.FromHexString("302a300506032b6570032100");
    private static readonly byte[] X25519Head = Convert.FromHexString("302a300506032b656e032100");

    private readonly byte[] _spki;

    private PublicKeyInfo(KeyKind kind, byte[] spki) => (Kind, _spki) = (kind, spki);

    /// <summary>Algorithm and size.</summary>
    public KeyKind Kind { get; }

    /// <summary>SubjectPublicKeyInfo, DER (RFC 5280, 4.1).</summary>
    public ReadOnlySpan<byte> Spki => _spki;

    /// <summary>The part that follows the algorithm: RSAPublicKey in DER, the point 04‖X‖Y, or 32 bytes.</summary>
    public ReadOnlySpan<byte> Raw => Kind switch
    {
        KeyKind.EcP256 => Spki[^65..],
        KeyKind.EcP384 => Spki[^97..],
        KeyKind.Ed25519 or KeyKind.X25519 => Spki[^32..],
        _ => Spki[RsaHeadLength..],
    };

    /// <summary>SHA-256 of <see cref="Spki"/>: by which keys are told apart.</summary>
    public byte[] Fingerprint => SHA256.HashData(_spki);

    // SEQUENCE (4) { AlgorithmIdentifier (15), BIT STRING (4) with the number of unused bits (1) }: all RSA sizes here need lengths of two bytes.
    private static int RsaHeadLength => 24;

    /// <summary>Reads a SubjectPublicKeyInfo.</summary>
    /// <param name="der">DER, nothing after it.</param>
    /// <returns>The key, or null when the bytes are not a key of one of the kinds.</returns>
    public static PublicKeyInfo? FromSpki(ReadOnlySpan<byte> der)
    {
        if (der.Length == Ed25519Head.Length + Ed25519.PublicLength && der.StartsWith(Ed25519Head))
            return new(KeyKind.Ed25519, der.ToArray());
        if (der.Length == X25519Head.Length + X25519.Length && der.StartsWith(X25519Head))
            return new(KeyKind.X25519, der.ToArray());
        using var rsa = RSA.Create();
        if (TryImport(rsa.ImportSubjectPublicKeyInfo, der))
            return FromRsa(rsa);
        using var ec = ECDsa.Create();
        return TryImport(ec.ImportSubjectPublicKeyInfo, der) ? FromEc(ec) : null;
    }

    /// <summary>Reads an RSAPublicKey of PKCS #1.</summary>
    /// <param name="der">DER, nothing after it.</param>
    /// <returns>The key, or null when the bytes are not an RSA key of one of the sizes.</returns>
    public static PublicKeyInfo? FromPkcs1(ReadOnlySpan<byte> der)
    {
        using var rsa = RSA.Create();
        return TryImport(rsa.ImportRSAPublicKey, der) ? FromRsa(rsa) : null;
    }

    /// <summary>Makes a point of a curve a key.</summary>
    /// <param name="kind">A NIST curve.</param>
    /// <param name="point">04‖X‖Y.</param>
    /// <returns>The key, or null when the bytes are not a point of the curve.</returns>
    public static PublicKeyInfo? FromPoint(KeyKind kind, ReadOnlySpan<byte> point)
    {
        var curve = kind == KeyKind.EcP256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384;
        int half = kind == KeyKind.EcP256 ? 32 : 48;
        if (point is not [4, ..] || point.Length != 1 + (2 * half))
            return null;
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = point[1..(1 + half)].ToArray(), Y = point[(1 + half)..].ToArray() } });
            return new(kind, key.ExportSubjectPublicKeyInfo());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Makes 32 bytes an Ed25519 or X25519 key.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="raw">32 bytes.</param>
    public static PublicKeyInfo FromRaw(KeyKind kind, ReadOnlySpan<byte> raw) => kind switch
    {
        _ when raw.Length != Ed25519.PublicLength => throw new ArgumentException("a key has 32 bytes", nameof(raw)),
        KeyKind.Ed25519 => new(kind, [.. Ed25519Head, .. raw]),
        KeyKind.X25519 => new(kind, [.. X25519Head, .. raw]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The public half of an RSA key, or null when its size is none of the kinds.</summary>
    /// <param name="key">The key; remains the caller's.</param>
    public static PublicKeyInfo? FromRsa(RSA key) => key.KeySize switch
    {
        2048 => new(KeyKind.Rsa2048, key.ExportSubjectPublicKeyInfo()),
        3072 => new(KeyKind.Rsa3072, key.ExportSubjectPublicKeyInfo()),
        4096 => new(KeyKind.Rsa4096, key.ExportSubjectPublicKeyInfo()),
        _ => null,
    };

    private static PublicKeyInfo? FromEc(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (!parameters.Curve.IsNamed)
            return null;
        return parameters.Curve.Oid.Value switch
        {
            KeyOids.P256 => new(KeyKind.EcP256, key.ExportSubjectPublicKeyInfo()),
            KeyOids.P384 => new(KeyKind.EcP384, key.ExportSubjectPublicKeyInfo()),
            _ => null,
        };
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
