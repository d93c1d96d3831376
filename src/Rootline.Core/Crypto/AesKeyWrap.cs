using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>AES key wrap without padding (RFC 3394, default initial value).</summary>
public static class AesKeyWrap
{
    /// <summary>How much longer the wrapped form is, in bytes.</summary>
    public const int Overhead = 8;

    private const ulong DefaultInitialValue = 0xA6A6A6A6A6A6A6A6;

    /// <summary>Wraps a key.</summary>
    /// <param name="kek">The key encryption key: 16, 24 or 32 bytes.</param>
    /// <param name="plain">The key: a multiple of 8 bytes, at least 16.</param>
    /// <param name="wrapped">8 bytes longer than <paramref name="plain"/>.</param>
    public static void Wrap(ReadOnlySpan<byte> kek, ReadOnlySpan<byte> plain, Span<byte> wrapped)
    {
        if (plain.Length < 16 || plain.Length % 8 != 0)
            throw new ArgumentException("the key must be a multiple of 8 bytes, at least 16", nameof(plain));
        using var aes = Aes.Create();
        aes.SetKey(kek);
        plain.CopyTo(wrapped[Overhead..]);
        int n = plain.Length / 8;
        ulong a = DefaultInitialValue;
        Span<byte> block = stackalloc byte[16];
        for (int t = 1; t <= 6 * n; t++)
        {
            var r = wrapped.Slice(Overhead + (((t - 1) % n) * 8), 8);
            BinaryPrimitives.WriteUInt64BigEndian(block, a);
            r.CopyTo(block[8..]);
            aes.EncryptEcb(block, block, PaddingMode.None);
            a = BinaryPrimitives.ReadUInt64BigEndian(block) ^ (ulong)t;
            block[8..].CopyTo(r);
        }

        BinaryPrimitives.WriteUInt64BigEndian(wrapped, a);
        CryptographicOperations.ZeroMemory(block);
    }

    /// <summary>Unwraps a key and checks its integrity.</summary>
    /// <param name="kek">The key encryption key: 16, 24 or 32 bytes.</param>
    /// <param name="wrapped">A multiple of 8 bytes, at least 24.</param>
    /// <param name="plain">8 bytes shorter than <paramref name="wrapped"/>; wiped when the result is false.</param>
    /// <returns>False when the wrapped form was not made with this key.</returns>
    public static bool TryUnwrap(ReadOnlySpan<byte> kek, ReadOnlySpan<byte> wrapped, Span<byte> plain)
    {
        if (wrapped.Length < 24 || wrapped.Length % 8 != 0 || plain.Length < wrapped.Length - Overhead)
            return false;
        using var aes = Aes.Create();
        aes.SetKey(kek);
        plain = plain[..(wrapped.Length - Overhead)];
        wrapped[Overhead..].CopyTo(plain);
        int n = plain.Length / 8;
        ulong a = BinaryPrimitives.ReadUInt64BigEndian(wrapped);
        Span<byte> block = stackalloc byte[16];
        for (int t = 6 * n; t >= 1; t--)
        {
            var r = plain.Slice((t - 1) % n * 8, 8);
            BinaryPrimitives.WriteUInt64BigEndian(block, a ^ (ulong)t);
            r.CopyTo(block[8..]);
            aes.DecryptEcb(block, block, PaddingMode.None);
            a = BinaryPrimitives.ReadUInt64BigEndian(block);
            block[8..].CopyTo(r);
        }

        CryptographicOperations.ZeroMemory(block);
        if (a == DefaultInitialValue)
            return true;
        CryptographicOperations.ZeroMemory(plain);
        return false;
    }
}
