using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>AES in counter mode (NIST SP 800-38A 6.5): the whole block is one big-endian counter.</summary>
public static class AesCtr
{
    /// <summary>Length of the initial counter block in bytes.</summary>
    public const int BlockLength = 16;

    private const int ChunkBlocks = 256;

    /// <summary>Encrypts or decrypts; source and destination may be the same span.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="counter">The initial counter block, 16 bytes.</param>
    /// <param name="source">Any length.</param>
    /// <param name="destination">At least as long as the source.</param>
    public static void Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counter, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        var value = BinaryPrimitives.ReadUInt128BigEndian(counter);
        Span<byte> stream = stackalloc byte[ChunkBlocks * BlockLength];
        for (int offset = 0; offset < source.Length; offset += stream.Length)
        {
            int length = Math.Min(stream.Length, source.Length - offset);
            var used = stream[..((length + BlockLength - 1) / BlockLength * BlockLength)];
            for (int i = 0; i < used.Length; i += BlockLength)
                BinaryPrimitives.WriteUInt128BigEndian(used[i..], value++);
            aes.EncryptEcb(used, used, PaddingMode.None);
            Xor(source.Slice(offset, length), used, destination.Slice(offset, length));
        }

        CryptographicOperations.ZeroMemory(stream);
    }

    private static void Xor(ReadOnlySpan<byte> source, ReadOnlySpan<byte> stream, Span<byte> destination)
    {
        int i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(source[i..]) ^ new Vector<byte>(stream[i..])).CopyTo(destination[i..]);
        for (; i < source.Length; i++)
            destination[i] = (byte)(source[i] ^ stream[i]);
    }
}
