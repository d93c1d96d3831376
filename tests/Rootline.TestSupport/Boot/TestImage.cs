using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Mcuboot;

namespace Rootline.TestSupport.Boot;

/// <summary>Makes images for boot tests, good ones and every kind of bad one, without the product's writer.</summary>
public sealed record TestImage
{
    private const int Header = 0x40;
    private static readonly Lazy<P256PrivateKey> LazyKey = new(() => P256PrivateKey.Generate(new SeededEntropy(41)));
    private static readonly Lazy<P256PrivateKey> LazyOther = new(() => P256PrivateKey.Generate(new SeededEntropy(42)));

    /// <summary>The owner's key.</summary>
    public static P256PrivateKey Key => LazyKey.Value;

    /// <summary>Somebody else's key.</summary>
    public static P256PrivateKey OtherKey => LazyOther.Value;

    /// <summary>The image's version.</summary>
    public ImageVersion Version { get; init; } = new(1, 0, 0, 0);

    /// <summary>The security counter, or null for none.</summary>
    public uint? Counter { get; init; }

    /// <summary>Bytes of the payload.</summary>
    public int Payload { get; init; } = 700;

    /// <summary>Header flags.</summary>
    public ImageFlags Flags { get; init; }

    /// <summary>Load address.</summary>
    public uint LoadAddress { get; init; }

    /// <summary>More protected TLVs.</summary>
    public IReadOnlyList<TlvEntry> Protected { get; init; } = [];

    /// <summary>TLVs in front of the digest.</summary>
    public IReadOnlyList<TlvEntry> First { get; init; } = [];

    /// <summary>The keys that sign, in order; each with how it is named.</summary>
    public IReadOnlyList<(P256PrivateKey Key, TlvType Named, uint? Id)> Signers { get; init; } = [(Key, TlvType.KeyHash, null)];

    /// <summary>The key as images hold it.</summary>
    public static PublicKeyBytes PublicOf(P256PrivateKey key) => PublicKeyBytes.FromSpki(key.PublicKey.ToSpki()).OrThrow();

    /// <summary>A dependency.</summary>
    public static TlvEntry Needs(byte image, ImageVersion version)
    {
        var value = new byte[12];
        value[0] = image;
        version.Write(value.AsSpan(4), ImageByteOrder.Little);
        return new(TlvType.Dependency, value);
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        List<TlvEntry> covered = [.. Protected];
        if (Counter is { } counter)
            covered.Insert(0, new(TlvType.SecurityCounter, Word(counter)));
        byte[] area = covered.Count == 0 ? [] : new TlvArea(true, covered).ToBytes();
        var head = new byte[Header];
        new ImageHeader { HeaderSize = Header, ImageSize = (uint)Payload, ProtectedSize = (ushort)area.Length, Version = Version, Flags = Flags, LoadAddress = LoadAddress }.Write(head);
        var payload = new byte[Payload];
        for (int i = 0; i < payload.Length; i++)
            payload[i] = (byte)(i * 7 + Version.Minor);
        byte[] region = [.. head, .. payload, .. area];
        List<TlvEntry> open = [.. First, new(TlvType.Sha256, SHA256.HashData(region))];
        foreach (var (key, named, id) in Signers)
            open.AddRange(Signature(key, named, id, region));
        return [.. region, .. new TlvArea(false, open).ToBytes()];
    }

    private static IEnumerable<TlvEntry> Signature(P256PrivateKey key, TlvType named, uint? id, byte[] region)
    {
        if (id is { } number)
            yield return new(TlvType.KeyId, Word(number));
        if (named == TlvType.KeyHash)
            yield return new(named, PublicOf(key).Hash(ImageDigest.Sha256));
        if (named == TlvType.PublicKey)
            yield return new(named, PublicOf(key).Bytes.ToArray());
        yield return new(TlvType.EcdsaSignature, key.SignDer(region, new SeededEntropy(43)));
    }

    private static byte[] Word(uint value)
    {
        var word = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        return word;
    }
}
