using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport.Boot;

namespace Rootline.Faults.Skips.Boot;

/// <summary>Images that no boot code may start, beside the good one that each is made from.</summary>
internal static class BadImages
{
    private const int HeaderLength = 0x40;
    private const int PayloadLength = 700;
    private const int DigestLength = 32;

    /// <summary>An image that everything is right with, of a counter above the stored one.</summary>
    public static TestImage Good { get; } = new() { Counter = 7, Payload = PayloadLength };

    /// <summary>All of them by what is bad.</summary>
    public static IEnumerable<(string Name, byte[] File)> All
    {
        get
        {
            byte[] good = Good.ToBytes();
            int protectedAt = HeaderLength + PayloadLength;
            int digestAt = protectedAt + 12 + TlvArea.InfoLength + TlvEntry.HeaderLength;
            yield return ("altered header", Changed(good, 24));
            yield return ("altered header padding", Changed(good, 50));
            yield return ("altered payload", Changed(good, 0x100));
            yield return ("altered protected TLV", Changed(good, protectedAt + 8));
            yield return ("altered digest TLV", Changed(good, digestAt + 3));
            yield return ("altered key hash", Changed(good, digestAt + DigestLength + TlvEntry.HeaderLength + 5));
            yield return ("altered signature", Changed(good, good.Length - 5));
            yield return ("altered payload with its digest", WithDigest(Changed(good, 0x100), protectedAt + 12, digestAt));
            yield return ("unsigned", (Good with { Signers = [] }).ToBytes());
            yield return ("signed by another key", (Good with { Signers = [(TestImage.OtherKey, TlvType.KeyHash, null)] }).ToBytes());
            yield return ("signed by another key under the owner's name", (Good with { First = [KeyHash], Signers = [(TestImage.OtherKey, TlvType.Any, null)] }).ToBytes());
            yield return ("short key hash", (Good with { First = [new(TlvType.KeyHash, KeyHash.Value[..31])], Signers = [(TestImage.Key, TlvType.Any, null)] }).ToBytes());
            yield return ("empty key hash and another key", (Good with { First = [new(TlvType.KeyHash, default)], Signers = [(TestImage.OtherKey, TlvType.Any, null)] }).ToBytes());
            yield return ("no digest TLV", WithoutDigest(good, digestAt));
            yield return ("rolled back", (Good with { Counter = 4 }).ToBytes());
            yield return ("no counter", (Good with { Counter = null }).ToBytes());
            yield return ("counter in the open", (Good with { Counter = null, First = [Counter(9)] }).ToBytes());
            yield return ("two counters", (Good with { Counter = 4, Protected = [Counter(9)] }).ToBytes());
            yield return ("not to be started", (Good with { Flags = ImageFlags.NonBootable }).ToBytes());
            yield return ("cut", good[..^3]);
        }
    }

    private static TlvEntry KeyHash => new(TlvType.KeyHash, TestImage.PublicOf(TestImage.Key).Hash(ImageDigest.Sha256));

    private static TlvEntry Counter(uint value)
    {
        var word = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        return new(TlvType.SecurityCounter, word);
    }

    private static byte[] Changed(byte[] file, int at)
    {
        byte[] changed = [.. file];
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] WithDigest(byte[] file, int hashed, int digestAt)
    {
        SHA256.HashData(file.AsSpan(0, hashed), file.AsSpan(digestAt));
        return file;
    }

    private static byte[] WithoutDigest(byte[] file, int digestAt)
    {
        int area = digestAt - TlvEntry.HeaderLength - TlvArea.InfoLength;
        byte[] without = [.. file[..(digestAt - TlvEntry.HeaderLength)], .. file[(digestAt + DigestLength)..]];
        BinaryPrimitives.WriteUInt16LittleEndian(without.AsSpan(area + 2), (ushort)(without.Length - area));
        return without;
    }
}
