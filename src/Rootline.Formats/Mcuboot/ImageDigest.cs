using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>Digest algorithm of an image. Source: mcuboot-image section 4.</summary>
public enum ImageDigest
{
    /// <summary>SHA-256, 32 bytes.</summary>
    Sha256,

    /// <summary>SHA-384, 48 bytes.</summary>
    Sha384,

    /// <summary>SHA-512, 64 bytes.</summary>
    Sha512,
}

/// <summary>What belongs to a digest algorithm.</summary>
public static class ImageDigests
{
    /// <summary>The longest digest in bytes.</summary>
    public const int MaxLength = 64;

    /// <summary>Length in bytes.</summary>
    /// <param name="digest">The algorithm.</param>
    public static int Length(this ImageDigest digest) => digest switch
    {
        ImageDigest.Sha256 => 32,
        ImageDigest.Sha384 => 48,
        _ => 64,
    };

    /// <summary>The platform's name.</summary>
    /// <param name="digest">The algorithm.</param>
    public static HashAlgorithmName Algorithm(this ImageDigest digest) => digest switch
    {
        ImageDigest.Sha256 => HashAlgorithmName.SHA256,
        ImageDigest.Sha384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    /// <summary>The type of the TLV that holds it.</summary>
    /// <param name="digest">The algorithm.</param>
    public static TlvType Tlv(this ImageDigest digest) => digest switch
    {
        ImageDigest.Sha256 => TlvType.Sha256,
        ImageDigest.Sha384 => TlvType.Sha384,
        _ => TlvType.Sha512,
    };

    /// <summary>The name in a boot record: <c>SHA256</c>, <c>SHA384</c> or <c>SHA512</c>.</summary>
    /// <param name="digest">The algorithm.</param>
    public static string Name(this ImageDigest digest) => digest.Tlv().Name();

    /// <summary>The algorithm whose digests stand in a type of TLV, or null when it is no digest.</summary>
    /// <param name="type">The type.</param>
    public static ImageDigest? Of(TlvType type) => type switch
    {
        TlvType.Sha256 => ImageDigest.Sha256,
        TlvType.Sha384 => ImageDigest.Sha384,
        TlvType.Sha512 => ImageDigest.Sha512,
        _ => null,
    };

    /// <summary>Digest of bytes.</summary>
    /// <param name="digest">The algorithm.</param>
    /// <param name="bytes">The bytes.</param>
    public static byte[] Hash(this ImageDigest digest, ReadOnlySpan<byte> bytes) => CryptographicOperations.HashData(digest.Algorithm(), bytes);

    /// <summary>Chooses the algorithm for a signing key, or checks a choice.</summary>
    /// <param name="key">The kind of the signing key, or null for none.</param>
    /// <param name="pure">Whether the image itself is signed (Ed25519 only; SHA-512 then).</param>
    /// <param name="wanted">The choice, or null to leave it to the key.</param>
    /// <returns>The algorithm.</returns>
    public static Parsed<ImageDigest> Choose(SignatureKind? key, bool pure = false, ImageDigest? wanted = null)
    {
        if (pure)
        {
            if (key != SignatureKind.Ed25519)
                return ImageFaults.Digest.Fault("only an Ed25519 key signs the image itself (pure)");
            return wanted is null ? ImageDigest.Sha512 : ImageFaults.Digest.Fault("a pure signature fixes the digest: it cannot be chosen");
        }

        var own = key == SignatureKind.EcdsaP384 ? ImageDigest.Sha384 : ImageDigest.Sha256;
        if (wanted is null || wanted == own || key is null || (key == SignatureKind.Ed25519 && wanted == ImageDigest.Sha512))
            return wanted ?? own;
        return ImageFaults.Digest.Fault($"a key of the kind {key} does not sign {wanted.Value.Name()} digests");
    }
}
