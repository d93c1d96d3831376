using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>
/// MCUboot's ECIES over a shared secret: HKDF without salt gives an AES key as long as the content key and a MAC key as long as the
/// digest; the content key is encrypted in counter mode from zero, and the MAC covers its ciphertext only.
/// </summary>
public static class Ecies
{
    private static ReadOnlySpan<byte> Info => "MCUBoot_ECIES_v1"u8;

    /// <summary>Encrypts a content key.</summary>
    /// <param name="shared">The shared secret, 32 bytes.</param>
    /// <param name="contentKey">16 or 32 bytes.</param>
    /// <param name="digest">SHA-256 or SHA-512.</param>
    /// <returns>MAC then ciphertext.</returns>
    public static byte[] Seal(Secret shared, ReadOnlySpan<byte> contentKey, ImageDigest digest)
    {
        using var keys = Derive(shared, contentKey.Length, digest);
        var sealedKey = new byte[digest.Length() + contentKey.Length];
        var ciphertext = sealedKey.AsSpan(digest.Length());
        Span<byte> counter = stackalloc byte[AesCtr.BlockLength];
        counter.Clear();
        AesCtr.Transform(keys.Span[..contentKey.Length], counter, contentKey, ciphertext);
        CryptographicOperations.HmacData(digest.Algorithm(), keys.Span[contentKey.Length..], ciphertext, sealedKey);
        return sealedKey;
    }

    /// <summary>Decrypts a content key; the MAC is compared first, in constant time.</summary>
    /// <param name="shared">The shared secret, 32 bytes.</param>
    /// <param name="sealedKey">MAC then ciphertext of 16 or 32 bytes.</param>
    /// <param name="digest">SHA-256 or SHA-512.</param>
    /// <returns>The content key, or null when the MAC is wrong.</returns>
    public static Secret? Open(Secret shared, ReadOnlySpan<byte> sealedKey, ImageDigest digest)
    {
        var ciphertext = sealedKey[digest.Length()..];
        using var keys = Derive(shared, ciphertext.Length, digest);
        Span<byte> mac = stackalloc byte[digest.Length()];
        CryptographicOperations.HmacData(digest.Algorithm(), keys.Span[ciphertext.Length..], ciphertext, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, sealedKey[..digest.Length()]))
            return null;
        var key = new Secret(ciphertext.Length);
        Span<byte> counter = stackalloc byte[AesCtr.BlockLength];
        counter.Clear();
        AesCtr.Transform(keys.Span[..ciphertext.Length], counter, ciphertext, key.Span);
        return key;
    }

    private static Secret Derive(Secret shared, int keyLength, ImageDigest digest)
    {
        var keys = new Secret(keyLength + digest.Length());
        HKDF.DeriveKey(digest.Algorithm(), shared.Span, keys.Span, default, Info);
        return keys;
    }
}
