using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>
/// The hash-based signatures that TF-M's first boot stage verifies: LMS_SHA256_M32_H10 over LMOTS_SHA256_N32_W8. Integers are
/// big-endian. Source: RFC 8554 sections 4 and 5.
/// </summary>
internal static class LmsParameters
{
    public const uint TreeType = 6;
    public const uint OneTimeType = 4;
    public const int Height = 10;
    public const int HashLength = 32;
    public const int IdLength = 16;
    public const int Chains = 34;
    public const int LastStep = 255;
    public const int PublicKeyLength = 4 + 4 + IdLength + HashLength;
    public const int OneTimeLength = 4 + HashLength + (Chains * HashLength);
    public const int SignatureLength = 4 + OneTimeLength + 4 + (Height * HashLength);

    private const ushort OfKey = 0x8080;
    private const ushort OfMessage = 0x8181;
    private const ushort OfLeaf = 0x8282;
    private const ushort OfNode = 0x8383;

    /// <summary>How far each chain goes for a message: the bytes of its digest and of their checksum.</summary>
    public static byte[] Steps(ReadOnlySpan<byte> id, uint leaf, ReadOnlySpan<byte> randomizer, ReadOnlySpan<byte> message)
    {
        byte[] digest = Hash(id, leaf, OfMessage, randomizer, message);
        int sum = digest.Sum(b => LastStep - b);
        return [.. digest, (byte)(sum >> 8), (byte)sum];
    }

    /// <summary>Walks a chain from one of its steps to another.</summary>
    public static byte[] Walk(ReadOnlySpan<byte> id, uint leaf, int chain, int from, int to, ReadOnlySpan<byte> value)
    {
        Span<byte> input = [.. id, .. Head(leaf, (ushort)chain), 0, .. value];
        var current = input[^HashLength..];
        for (int step = from; step < to; step++)
        {
            input[^(HashLength + 1)] = (byte)step;
            SHA256.HashData(input, current);
        }

        return current.ToArray();
    }

    /// <summary>The root of the tree over the ends of a leaf's chains and the path beside it.</summary>
    public static byte[] Root(ReadOnlySpan<byte> id, uint leaf, ReadOnlySpan<byte> ends, ReadOnlySpan<byte> path)
    {
        uint node = (1u << Height) + leaf;
        byte[] current = Hash(id, node, OfLeaf, Hash(id, leaf, OfKey, ends, default), default);
        for (int level = 0; level < Height; level++, node >>= 1)
        {
            var sibling = path.Slice(level * HashLength, HashLength);
            current = (node & 1) == 1 ? Hash(id, node >> 1, OfNode, sibling, current) : Hash(id, node >> 1, OfNode, current, sibling);
        }

        return current;
    }

    private static byte[] Hash(ReadOnlySpan<byte> id, uint number, ushort kind, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(id);
        hash.AppendData(Head(number, kind));
        hash.AppendData(first);
        hash.AppendData(second);
        return hash.GetHashAndReset();
    }

    private static byte[] Head(uint number, ushort kind)
    {
        var head = new byte[6];
        BinaryPrimitives.WriteUInt32BigEndian(head, number);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), kind);
        return head;
    }
}
