using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Tests.Formats.Mcuboot.Verdict;

/// <summary>Puts images together piece by piece, also such as no signing tool makes.</summary>
internal sealed class ImageMaker
{
    private static readonly byte[] Seed = SHA256.HashData("signer"u8);
    private static readonly byte[] OtherSeed = SHA256.HashData("other signer"u8);

    /// <summary>The key that <see cref="Loader"/> knows.</summary>
    public static PublicKeyBytes Signer { get; } = KeyOf(Seed);

    /// <summary>A key that it does not know.</summary>
    public static PublicKeyBytes Other { get; } = KeyOf(OtherSeed);

    /// <summary>A loader for signatures of <see cref="Signer"/>.</summary>
    public static LoaderConfiguration Loader => new() { Signature = SignatureKind.Ed25519, Keys = [new(Signer)] };

    public ImageByteOrder Order { get; init; }

    public ImageHeader Header { get; init; } = new() { HeaderSize = 64, ImageSize = 20, Version = new(1, 2, 3, 4) };

    public TlvEntry[] Protected { get; init; } = [];

    /// <summary>The unprotected entries of a digest.</summary>
    public Func<byte[], IEnumerable<TlvEntry>> Open { get; init; } = digest => [Digest(digest), KeyHash(Signer), Sign(digest)];

    public byte[] Behind { get; init; } = [];

    /// <summary>The image.</summary>
    public byte[] Bytes
    {
        get
        {
            byte[] area = Protected.Length == 0 ? [] : new TlvArea(true, Protected).ToBytes(Order);
            var head = new byte[Math.Max(Header.HeaderSize, (ushort)ImageHeader.Length)];
            (Header with { ProtectedSize = (ushort)area.Length }).Write(head, Order);
            byte[] hashed = [.. head, .. Enumerable.Range(0, (int)Header.ImageSize).Select(i => (byte)i), .. area];
            return [.. hashed, .. new TlvArea(false, Open(SHA256.HashData(hashed))).ToBytes(Order), .. Behind];
        }
    }

    public static TlvEntry Digest(byte[] digest) => new(TlvType.Sha256, digest);

    public static TlvEntry KeyHash(PublicKeyBytes key) => new(TlvType.KeyHash, key.Hash(ImageDigest.Sha256));

    /// <summary>A signature of <see cref="Signer"/>.</summary>
    public static TlvEntry Sign(byte[] digest) => new(TlvType.Ed25519, Ed25519.Sign(Seed, digest));

    /// <summary>A signature of <see cref="Other"/>.</summary>
    public static TlvEntry SignAsOther(byte[] digest) => new(TlvType.Ed25519, Ed25519.Sign(OtherSeed, digest));

    /// <summary>The verdict on the image.</summary>
    public ImageVerdict Judge(LoaderConfiguration? loader = null) => Judge(Bytes, (loader ?? Loader) with { Order = Order });

    /// <summary>The verdict on bytes.</summary>
    public static ImageVerdict Judge(byte[] image, LoaderConfiguration loader)
    {
        using var stream = new MemoryStream(image);
        return ImageVerdict.Of(stream, loader);
    }

    private static PublicKeyBytes KeyOf(byte[] seed) => PublicKeyBytes.Parse([.. Convert.FromHexString("302a300506032b6570032100"), .. Ed25519.PublicOf(seed)]).OrThrow();
}
