using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>
/// Seals a bundle's secrets for one P-256 key: ECDH with a key pair of the seal's own, HKDF-SHA-256 of the shared X (no salt, info
/// <c>rootline tfm bundle 1</c> ‖ both public keys as X‖Y), AES-256-GCM with a nonce of zeros (the key is used once) and as additional data
/// the file's bytes with an empty box: nothing of the open part can be changed either.
/// </summary>
public static class BundleSeal
{
    /// <summary>Bytes of the tag behind the ciphertext.</summary>
    public const int TagLength = 16;

    private const int KeyLength = 32;
    private const int NonceLength = 12;

    private static ReadOnlySpan<byte> Label => "rootline tfm bundle 1"u8;

    /// <summary>The name of a key that bundles are sealed for: SHA-256 of its SubjectPublicKeyInfo, 64 digits.</summary>
    /// <param name="key">The key.</param>
    public static string NameOf(P256PublicKey key) => Convert.ToHexStringLower(SHA256.HashData(key.ToSpki()));

    /// <summary>Seals.</summary>
    /// <param name="header">The open part.</param>
    /// <param name="secrets">The secrets; they stay the caller's.</param>
    /// <param name="recipient">Whose key it is sealed for.</param>
    /// <param name="entropy">Where the seal's own key comes from.</param>
    public static BundleFile Seal(BundleHeader header, BundleSecrets secrets, P256PublicKey recipient, EntropySource entropy)
    {
        using var own = P256PrivateKey.Generate(entropy);
        using var shared = own.Agree(recipient);
        using var plain = secrets.ToBytes();
        var file = new BundleFile { Header = header, SealedFor = NameOf(recipient), Ephemeral = Convert.ToHexStringLower(own.PublicKey.Raw), Box = "" };
        using var key = Derive(shared, own.PublicKey.Raw, recipient.Raw);
        using var cipher = new AesGcm(key.Span, TagLength);
        var box = new byte[plain.Length + TagLength];
        Span<byte> nonce = stackalloc byte[NonceLength];
        nonce.Clear();
        cipher.Encrypt(nonce, plain.Span, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), BundleFileJson.Encode(file));
        return file with { Box = Convert.ToHexStringLower(box) };
    }

    /// <summary>Opens a bundle in memory.</summary>
    /// <param name="file">The bundle.</param>
    /// <param name="station">The private key.</param>
    /// <returns>The secrets, to be disposed; or <see cref="BundleFaults.OtherStation"/>, <see cref="BundleFaults.Seal"/>, <see cref="BundleFaults.Contradiction"/>.</returns>
    public static Parsed<BundleSecrets> Open(BundleFile file, P256PrivateKey station)
    {
        string name = NameOf(station.PublicKey);
        if (file.SealedFor != name)
            return BundleFaults.OtherStation.Fault($"bundle {file.Header.Id} is sealed for key {file.SealedFor[..16]}, this is {name[..16]}");
        using var own = P256PublicKey.FromPoint(Convert.FromHexString(file.Ephemeral));
        if (own is null)
            return BundleFaults.Seal.Fault($"bundle {file.Header.Id}: the seal's public key is no point of the curve");
        using var plain = Unseal(file, station, own);
        if (plain is null)
            return BundleFaults.Seal.Fault($"bundle {file.Header.Id} does not open");
        if (!BundleSecrets.Parse(plain).Try(out var secrets, out var fault))
            return fault;
        if (Agrees(file.Header, secrets))
            return secrets;
        secrets.Dispose();
        return BundleFaults.Contradiction.Fault($"bundle {file.Header.Id}");
    }

    private static Secret? Unseal(BundleFile file, P256PrivateKey station, P256PublicKey own)
    {
        using var shared = station.Agree(own);
        using var key = Derive(shared, own.Raw, station.PublicKey.Raw);
        using var cipher = new AesGcm(key.Span, TagLength);
        byte[] box = Convert.FromHexString(file.Box);
        var plain = new Secret(box.Length - TagLength);
        Span<byte> nonce = stackalloc byte[NonceLength];
        nonce.Clear();
        try
        {
            cipher.Decrypt(nonce, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), plain.Span, BundleFileJson.Encode(file with { Box = "" }));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            plain.Dispose();
            return null;
        }
    }

    private static bool Agrees(BundleHeader header, BundleSecrets secrets)
    {
        if (!header.Fingerprints.SequenceEqual(secrets.Fingerprints()))
            return false;
        if (header.IakType != IakType.SecpR1)
            return true;
        using var key = P256PrivateKey.FromScalar(secrets.Iak.Span);
        return key is not null && Convert.ToHexStringLower(key.PublicKey.ToSpki()) == header.IakPublicKey;
    }

    private static Secret Derive(Secret shared, ReadOnlySpan<byte> own, ReadOnlySpan<byte> recipient)
    {
        var key = new Secret(KeyLength);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared.Span, key.Span, default, [.. Label, .. own, .. recipient]);
        return key;
    }
}
