using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>AES-CMAC (RFC 4493, NIST SP 800-38B) with keys of 16, 24 or 32 bytes.</summary>
public static class AesCmac
{
    /// <summary>Length of the code in bytes.</summary>
    public const int Length = 16;

    private const byte Rb = 0x87;

    /// <summary>Computes the code of a message.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="message">Any length.</param>
    /// <param name="mac">16 bytes.</param>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> subkey = stackalloc byte[Length];
        Span<byte> block = stackalloc byte[Length];
        subkey.Clear();
        aes.EncryptEcb(subkey, subkey, PaddingMode.None);
        Double(subkey);

        int headLength = message.IsEmpty ? 0 : (message.Length - 1) / Length * Length;
        var tail = message[headLength..];
        block.Clear();
        tail.CopyTo(block);
        if (tail.Length < Length)
        {
            Double(subkey);
            block[tail.Length] = 0x80;
        }

        Span<byte> chain = stackalloc byte[Length];
        chain.Clear();
        for (int offset = 0; offset < headLength; offset += Length)
        {
            Xor(chain, message.Slice(offset, Length));
            aes.EncryptEcb(chain, chain, PaddingMode.None);
        }

        Xor(block, subkey);
        Xor(block, chain);
        aes.EncryptEcb(block, mac[..Length], PaddingMode.None);
        CryptographicOperations.ZeroMemory(subkey);
    }

    /// <summary>Compares the code of a message with a received one in constant time.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="message">Any length.</param>
    /// <param name="mac">The received code; anything but 16 bytes is wrong.</param>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> mac)
    {
        Span<byte> expected = stackalloc byte[Length];
        Compute(key, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, mac);
    }

    // Multiplication by x in GF(2^128), RFC 4493 section 2.3.
    private static void Double(Span<byte> block)
    {
        int carry = -(block[0] >> 7);
        for (int i = 0; i < Length - 1; i++)
            block[i] = (byte)((block[i] << 1) | (block[i + 1] >> 7));
        block[^1] = (byte)((block[^1] << 1) ^ (carry & Rb));
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (int i = 0; i < Length; i++)
            target[i] ^= other[i];
    }
}
