using System.Security.Cryptography;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot.Encryption;

namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>What the digest covers: header with padding, payload in plain text, protected area (bootutil_img_hash).</summary>
/// <param name="image">The image; all that the header announces is there.</param>
/// <param name="header">Its header.</param>
/// <param name="contentKey">Decrypts the payload; null when it is plain.</param>
internal sealed class HashedRegion(ImageBytes image, ImageHeader header, Secret? contentKey)
{
    /// <summary>The digest, read piece by piece.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public byte[] Digest(ImageDigest algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm.Algorithm());
        Run(hash.AppendData);
        return hash.GetHashAndReset();
    }

    /// <summary>The whole region: a pure signature cannot be verified piece by piece.</summary>
    public byte[] Whole()
    {
        var whole = new byte[header.HashedSize];
        int filled = 0;
        Run(piece =>
        {
            piece.CopyTo(whole.AsSpan(filled));
            filled += piece.Length;
        });
        return whole;
    }

    private void Run(SpanTaker take)
    {
        var piece = new byte[ImageBytes.Piece];
        Plain(0, header.HeaderSize, piece, take);
        if (contentKey is null)
            Plain(header.HeaderSize, header.TlvOffset, piece, take);
        else
            Encrypted(contentKey, piece, take);
        Plain(header.TlvOffset, header.HashedSize, piece, take);
        CryptographicOperations.ZeroMemory(piece);
    }

    private void Plain(long from, long to, byte[] piece, SpanTaker take)
    {
        for (long offset = from; offset < to; offset += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, to - offset));
            image.Read(offset, part);
            take(part);
        }
    }

    private void Encrypted(Secret key, byte[] piece, SpanTaker take)
    {
        using var cipher = new PayloadCipher(key);
        for (long done = 0; done < header.ImageSize; done += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, header.ImageSize - done));
            image.Read(header.HeaderSize + done, part);
            cipher.Transform(part);
            take(part);
        }
    }

    private delegate void SpanTaker(ReadOnlySpan<byte> piece);
}
