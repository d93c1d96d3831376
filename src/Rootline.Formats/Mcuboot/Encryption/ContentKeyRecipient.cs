using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>For whom the content key of an image is wrapped. Source: mcuboot-image section 8.</summary>
public abstract class ContentKeyRecipient : IDisposable
{
    private protected ContentKeyRecipient()
    {
    }

    /// <summary>The type of the TLV that holds the wrapped key.</summary>
    public abstract TlvType Tlv { get; }

    /// <summary>A recipient with an RSA-2048 key: RSAES-OAEP with SHA-256.</summary>
    /// <param name="key">Public or private; the recipient's from now on.</param>
    public static Parsed<ContentKeyRecipient> Of(RSA key) => key.KeySize == 2048
        ? new RsaRecipient(key)
        : ImageFaults.Recipe.Fault($"an image cannot be encrypted for an RSA key of {key.KeySize} bits, 2048 only");

    /// <summary>A recipient with a P-256 key: ECIES.</summary>
    /// <param name="key">The public key; it stays the caller's.</param>
    public static ContentKeyRecipient Of(P256PublicKey key) => new P256Recipient(key.Raw.ToArray());

    /// <summary>A recipient with an X25519 key: ECIES.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="digest">SHA-256, or SHA-512 for loaders that were built so.</param>
    public static Parsed<ContentKeyRecipient> OfX25519(ReadOnlySpan<byte> publicKey, ImageDigest digest = ImageDigest.Sha256) =>
        publicKey.Length == X25519.Length && digest != ImageDigest.Sha384
            ? new X25519Recipient(publicKey.ToArray(), digest)
            : ImageFaults.Recipe.Fault("an X25519 key has 32 bytes, and its digest is SHA-256 or SHA-512");

    /// <summary>A recipient that shares a key encryption key: AES key wrap (RFC 3394).</summary>
    /// <param name="kek">16 or 32 bytes: as long as the content key; the recipient's from now on.</param>
    public static Parsed<ContentKeyRecipient> OfKeyWrap(Secret kek) => kek.Length is 16 or 32
        ? new KeyWrapRecipient(kek)
        : ImageFaults.Recipe.Fault("a key encryption key has 16 or 32 bytes");

    /// <summary>Wraps a content key.</summary>
    /// <param name="contentKey">16 or 32 bytes.</param>
    /// <param name="entropy">Where the ephemeral key comes from; the padding of RSA-OAEP is the platform's.</param>
    public TlvEntry Wrap(ReadOnlySpan<byte> contentKey, EntropySource entropy) => new(Tlv, WrapBytes(contentKey, entropy));

    /// <summary>Why a content key of this length cannot be wrapped, or null.</summary>
    /// <param name="keyLength">16 or 32.</param>
    public virtual Fault? Refuses(int keyLength) => null;

    /// <summary>Releases the key.</summary>
    public abstract void Dispose();

    private protected abstract byte[] WrapBytes(ReadOnlySpan<byte> contentKey, EntropySource entropy);
}
