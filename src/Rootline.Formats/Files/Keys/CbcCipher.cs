using System.Security.Cryptography;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Files.Keys;

/// <summary>A block cipher in CBC mode that key files are encrypted with.</summary>
/// <param name="Oid">Its name in PBES2 (RFC 8018 B.2, NIST).</param>
/// <param name="Name">Its name in DEK-Info (RFC 1423).</param>
/// <param name="KeyLength">In bytes.</param>
/// <param name="BlockLength">In bytes, and so of the initialisation vector.</param>
internal sealed record CbcCipher(string Oid, string Name, int KeyLength, int BlockLength)
{
    /// <summary>What files are written with.</summary>
    public static readonly CbcCipher Aes256 = new("2.16.840.1.101.3.4.1.42", "AES-256-CBC", 32, 16);

    private const int TripleDesBlock = 8;

    private static readonly CbcCipher[] All =
    [
        new("2.16.840.1.101.3.4.1.2", "AES-128-CBC", 16, 16),
        new("2.16.840.1.101.3.4.1.22", "AES-192-CBC", 24, 16),
        Aes256,
        new("1.2.840.113549.3.7", "DES-EDE3-CBC", 24, TripleDesBlock),
    ];

    /// <summary>The cipher of a name of either sort, or null.</summary>
    public static CbcCipher? Find(string name) => Array.Find(All, c => c.Oid == name || c.Name == name);

    /// <summary>Decrypts.</summary>
    /// <returns>The text without its padding, or null when the padding is none: the key is most likely another.</returns>
    public Secret? Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length % BlockLength != 0)
            return null;
        using var algorithm = Open(key);
        using var room = new Secret(text.Length);
        return algorithm.TryDecryptCbc(text, vector, room.Span, out int length, PaddingMode.None) && Unpadded(room.Span[..length]) is { } end
            ? Secret.CopyOf(room.Span[..end])
            : null;
    }

    /// <summary>Encrypts.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> text)
    {
        using var algorithm = Open(key);
        return algorithm.EncryptCbc(text, vector);
    }

    private SymmetricAlgorithm Open(ReadOnlySpan<byte> key)
    {
#pragma warning disable CA5350 // Old files are encrypted so; none is written so.
        SymmetricAlgorithm algorithm = BlockLength == TripleDesBlock ? TripleDES.Create() : Aes.Create();
#pragma warning restore CA5350
        algorithm.SetKey(key);
        return algorithm;
    }

    // PKCS #7: n bytes of the value n.
    private int? Unpadded(ReadOnlySpan<byte> text)
    {
        int n = text[^1];
        return n >= 1 && n <= BlockLength && !text[^n..].ContainsAnyExcept((byte)n) ? text.Length - n : null;
    }
}
