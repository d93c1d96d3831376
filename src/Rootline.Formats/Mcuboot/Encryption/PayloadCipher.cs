using System.Buffers.Binary;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>
/// AES in counter mode over a payload: the counter is the offset in the payload divided by 16, from a zero block. Encrypts and
/// decrypts, from any offset. A content key must serve one image only.
/// </summary>
public sealed class PayloadCipher : IDisposable
{
    private readonly Secret _key;

    /// <summary>A cipher at the start of the payload.</summary>
    /// <param name="contentKey">16 or 32 bytes; it stays the caller's.</param>
    public PayloadCipher(Secret contentKey) => _key = contentKey.Copy();

    /// <summary>Offset in the payload of the next byte.</summary>
    public long Position { get; set; }

    /// <summary>Encrypts or decrypts the next bytes where they are.</summary>
    /// <param name="bytes">Any length.</param>
    public void Transform(Span<byte> bytes)
    {
        int skipped = (int)(Position % AesCtr.BlockLength);
        if (skipped != 0)
        {
            Span<byte> block = stackalloc byte[AesCtr.BlockLength];
            int length = Math.Min(AesCtr.BlockLength - skipped, bytes.Length);
            bytes[..length].CopyTo(block[skipped..]);
            Blocks(block);
            block.Slice(skipped, length).CopyTo(bytes);
            Position += length;
            bytes = bytes[length..];
        }

        Blocks(bytes);
        Position += bytes.Length;
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    private void Blocks(Span<byte> bytes)
    {
        Span<byte> counter = stackalloc byte[AesCtr.BlockLength];
        BinaryPrimitives.WriteUInt128BigEndian(counter, (UInt128)(Position / AesCtr.BlockLength));
        AesCtr.Transform(_key.Span, counter, bytes, bytes);
    }
}
