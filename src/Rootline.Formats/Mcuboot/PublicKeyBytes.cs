using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>
/// A public key as images and loaders hold it: RSA as PKCS#1 RSAPublicKey (270 or 398 bytes with exponent 65537), P-256 (91), P-384
/// (120) and Ed25519 (44) as SubjectPublicKeyInfo, all DER. Source: mcuboot-image section 5.
/// </summary>
public sealed class PublicKeyBytes : IEquatable<PublicKeyBytes>
{
    /// <summary>The most bytes that are looked at: an RSA-3072 key with the longest exponent is shorter.</summary>
    public const int MaxLength = 1024;

    private static readonly byte[] P256Head = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    private static readonly byte[] P384Head = Convert.FromHexString("3076301006072a8648ce3d020106052b8104002203620004");
    private static readonly byte[] Ed25519Head = Convert.FromHexString("302a300506032b6570032100");
    private readonly byte[] _bytes;

    private PublicKeyBytes(SignatureKind kind, byte[] bytes) => (Kind, _bytes) = (kind, bytes);

    /// <summary>Algorithm and key size.</summary>
    public SignatureKind Kind { get; }

    /// <summary>The bytes that a PUBKEY TLV holds and a KEYHASH TLV hashes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The raw key of Ed25519 (32 bytes) or the point X‖Y of a curve (64 or 96 bytes); empty for RSA.</summary>
    public ReadOnlySpan<byte> Raw => Kind switch
    {
        SignatureKind.EcdsaP256 => _bytes.AsSpan(P256Head.Length),
        SignatureKind.EcdsaP384 => _bytes.AsSpan(P384Head.Length),
        SignatureKind.Ed25519 => _bytes.AsSpan(Ed25519Head.Length),
        _ => default,
    };

    /// <summary>Reads the bytes of a PUBKEY TLV.</summary>
    /// <param name="bytes">The bytes, nothing after them.</param>
    /// <returns>The key; a fault when they are no public key, of another kind or size, or not in their one DER form.</returns>
    public static Parsed<PublicKeyBytes> Parse(ReadOnlySpan<byte> bytes) => bytes.Length <= MaxLength && (Curve(bytes) ?? Rsa(bytes)) is { } key
        ? key
        : ImageFaults.PublicKey.Fault("not a public key of RSA-2048, RSA-3072, P-256, P-384 or Ed25519 in its one DER form");

    /// <summary>Reads a SubjectPublicKeyInfo.</summary>
    /// <param name="spki">The DER bytes, nothing after them.</param>
    public static Parsed<PublicKeyBytes> FromSpki(ReadOnlySpan<byte> spki)
    {
        if (spki.Length <= MaxLength && Curve(spki) is { } curve)
            return curve;
        using var rsa = RSA.Create();
        try
        {
            if (spki.Length <= MaxLength)
            {
                rsa.ImportSubjectPublicKeyInfo(spki, out int read);
                if (read == spki.Length && Rsa(rsa.ExportRSAPublicKey()) is { } key)
                    return key;
            }
        }
        catch (CryptographicException)
        {
            // Said below, without the library's words.
        }

        return ImageFaults.PublicKey.Fault("not the SubjectPublicKeyInfo of an RSA-2048, RSA-3072, P-256, P-384 or Ed25519 key");
    }

    /// <summary>The public key of a signer.</summary>
    /// <param name="signer">The signer.</param>
    public static Parsed<PublicKeyBytes> Of(ISigner signer) => FromSpki(signer.SubjectPublicKeyInfo);

    /// <summary>The key as SubjectPublicKeyInfo, DER.</summary>
    public byte[] ToSpki()
    {
        if (Kind is not (SignatureKind.Rsa2048Pss or SignatureKind.Rsa3072Pss))
            return (byte[])_bytes.Clone();
        using var rsa = OpenRsa();
        return rsa.ExportSubjectPublicKeyInfo();
    }

    /// <summary>The key hash: what a KEYHASH TLV holds when the image has this digest algorithm.</summary>
    /// <param name="digest">The image's algorithm.</param>
    public byte[] Hash(ImageDigest digest) => digest.Hash(_bytes);

    /// <inheritdoc/>
    public bool Equals(PublicKeyBytes? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKeyBytes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The key for the platform; the caller disposes it.</summary>
    internal RSA OpenRsa()
    {
        var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(_bytes, out _);
        return rsa;
    }

    /// <summary>The key for the platform; the caller disposes it.</summary>
    internal ECDsa OpenEcdsa()
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_bytes, out _);
        return key;
    }

    private static PublicKeyBytes? Curve(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == Ed25519Head.Length + Ed25519.PublicLength && bytes.StartsWith(Ed25519Head))
            return new(SignatureKind.Ed25519, bytes.ToArray());
        SignatureKind kind;
        if (bytes.Length == P256Head.Length + 64 && bytes.StartsWith(P256Head))
            kind = SignatureKind.EcdsaP256;
        else if (bytes.Length == P384Head.Length + 96 && bytes.StartsWith(P384Head))
            kind = SignatureKind.EcdsaP384;
        else
            return null;
        var key = new PublicKeyBytes(kind, bytes.ToArray());
        try
        {
            key.OpenEcdsa().Dispose();
            return key;
        }
        catch (CryptographicException) // not a point of the curve
        {
            return null;
        }
    }

    private static PublicKeyBytes? Rsa(ReadOnlySpan<byte> bytes)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportRSAPublicKey(bytes, out int read);
            if (read != bytes.Length || rsa.KeySize is not (2048 or 3072) || !bytes.SequenceEqual(rsa.ExportRSAPublicKey()))
                return null;
            return new(rsa.KeySize == 2048 ? SignatureKind.Rsa2048Pss : SignatureKind.Rsa3072Pss, bytes.ToArray());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
