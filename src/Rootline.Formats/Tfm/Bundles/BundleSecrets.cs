using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Records;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>The secrets of one device; they exist in memory alone, and their owner wipes them.</summary>
public sealed class BundleSecrets : IDisposable
{
    /// <summary>Bytes without an image decryption key: HUK 32, IAK 32, boot seed 32, entropy seed 64, length of the decryption key 1.</summary>
    public const int BaseLength = 32 + 32 + 32 + 64 + 1;

    /// <summary>Bytes of an image decryption key.</summary>
    public const int DecryptionKeyLength = 32;

    /// <summary>Hardware unique key, 32 bytes.</summary>
    public required Secret Huk { get; init; }

    /// <summary>Initial attestation key, 32 bytes: a P-256 scalar big-endian, or a key of HMAC.</summary>
    public required Secret Iak { get; init; }

    /// <summary>Boot seed, 32 bytes; tokens show it.</summary>
    public required Secret BootSeed { get; init; }

    /// <summary>Entropy seed, 64 bytes.</summary>
    public required Secret EntropySeed { get; init; }

    /// <summary>Key that encrypted images are decrypted with, 32 bytes; null for none.</summary>
    public Secret? ImageDecryptionKey { get; init; }

    /// <summary>The secrets with their names, in the order of the bundle.</summary>
    public IEnumerable<(string Name, Secret Value)> All()
    {
        yield return ("huk", Huk);
        yield return ("iak", Iak);
        yield return ("boot-seed", BootSeed);
        yield return ("entropy-seed", EntropySeed);
        if (ImageDecryptionKey is { } key)
            yield return ("image-decryption-key", key);
    }

    /// <summary>Their fingerprints.</summary>
    public IReadOnlyList<InputDigest> Fingerprints() => [.. All().Select(s => SecretFingerprint.Of(s.Name, s.Value.Span))];

    /// <summary>Writes them in their order; the caller disposes the result.</summary>
    public Secret ToBytes()
    {
        int keyLength = ImageDecryptionKey?.Length ?? 0;
        var bytes = new Secret(BaseLength + keyLength);
        var writer = new SpanWriter(bytes.Span);
        foreach (var secret in (Secret[])[Huk, Iak, BootSeed, EntropySeed])
            writer.Bytes(secret.Span);
        writer.U8((byte)keyLength);
        if (ImageDecryptionKey is { } key)
            writer.Bytes(key.Span);
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The bytes; the caller's to wipe.</param>
    public static Parsed<BundleSecrets> Parse(Secret bytes)
    {
        if (bytes.Length is not (BaseLength or (BaseLength + DecryptionKeyLength)) || bytes.Span[BaseLength - 1] != bytes.Length - BaseLength)
            return BundleFaults.Malformed.Fault($"the sealed part has {bytes.Length} bytes");
        var reader = new SpanReader(bytes.Span);
        return new BundleSecrets
        {
            Huk = Secret.CopyOf(reader.Bytes(32)),
            Iak = Secret.CopyOf(reader.Bytes(32)),
            BootSeed = Secret.CopyOf(reader.Bytes(32)),
            EntropySeed = Secret.CopyOf(reader.Bytes(64)),
            ImageDecryptionKey = reader.U8() == 0 ? null : Secret.CopyOf(reader.Bytes(DecryptionKeyLength)),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, secret) in All())
            secret.Dispose();
    }
}
