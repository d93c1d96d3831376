using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// AES-256 in the counter mode of SB2: the last word of the counter block is little-endian, and its start is the nonce's
/// last word plus the index of the 16-byte block in the file.
/// </summary>
internal sealed class Sb2Cipher : IDisposable
{
    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _nonce;

    public Sb2Cipher(ReadOnlySpan<byte> dek, ReadOnlySpan<byte> nonce)
    {
        _aes.SetKey(dek);
        _nonce = nonce.ToArray();
    }

    /// <summary>Encrypts or decrypts in place.</summary>
    /// <param name="data">A multiple of 16 bytes.</param>
    /// <param name="offset">Where the data lie in the file, a multiple of 16.</param>
    public void Transform(Span<byte> data, int offset)
    {
        if (data.Length % Sb2Format.Block != 0 || offset % Sb2Format.Block != 0)
            throw new ArgumentException("data and offset must be whole blocks");
        var stream = new byte[data.Length];
        uint counter = BinaryPrimitives.ReadUInt32LittleEndian(_nonce.AsSpan(12)) + (uint)(offset / Sb2Format.Block);
        for (int i = 0; i < stream.Length; i += Sb2Format.Block)
        {
            _nonce.AsSpan(0, 12).CopyTo(stream.AsSpan(i));
            BinaryPrimitives.WriteUInt32LittleEndian(stream.AsSpan(i + 12), counter++);
        }

        _aes.EncryptEcb(stream, stream, PaddingMode.None);
        for (int i = 0; i < data.Length; i++)
            data[i] ^= stream[i];
        CryptographicOperations.ZeroMemory(stream);
    }

    public void Dispose() => _aes.Dispose();
}
