using System.Security.Cryptography;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Encryption;

namespace Rootline.Formats.Mcuboot;

/// <summary>An image in a stream: header and TLVs are in memory, the payload is read when its digest is wanted, in constant memory.</summary>
public sealed class ImageFile
{
    private readonly Stream _source;
    private readonly long _start;

    private ImageFile(Stream source, long start, ImageByteOrder order, ImageHeader header, ImageTlvs tlvs)
    {
        (_source, _start) = (source, start);
        (Order, Header, Tlvs) = (order, header, tlvs);
    }

    /// <summary>Byte order.</summary>
    public ImageByteOrder Order { get; }

    /// <summary>Header.</summary>
    public ImageHeader Header { get; }

    /// <summary>Both areas of TLVs.</summary>
    public ImageTlvs Tlvs { get; }

    /// <summary>Bytes of the image, header to end of the TLVs; padding and trailer may follow.</summary>
    public long Length => Header.TlvOffset + Tlvs.TotalLength;

    /// <summary>Opens an image of either byte order.</summary>
    /// <param name="source">A seekable stream, the image from its position on; it stays the caller's and must stay open.</param>
    public static Parsed<ImageFile> Open(Stream source)
    {
        long start = source.Position;
        var head = new byte[ImageHeader.Length];
        int length = source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var order = ImageHeader.OrderOf(head) ?? ImageByteOrder.Little;
        if (!ImageHeader.Parse(head.AsSpan(0, length), order).Try(out var header, out var fault))
            return fault;
        if (source.Length - start < header.TlvOffset)
            return ImageFaults.Header.Fault($"the header says that header and payload have {header.TlvOffset} bytes; {source.Length - start} are there");
        source.Position = start + header.TlvOffset;
        var tail = new byte[(int)Math.Min(ImageTlvs.MaxLength, source.Length - source.Position)];
        source.ReadExactly(tail);
        return ImageTlvs.Parse(tail, header.ProtectedSize, order).Try(out var tlvs, out var reason)
            ? new ImageFile(source, start, order, header, tlvs)
            : reason;
    }

    /// <summary>The image digest: of header, payload in plain text and protected area.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="cipher">Decrypts the payload; null when it is in plain text. It stays the caller's and must stand at its start.</param>
    public byte[] Digest(ImageDigest algorithm, PayloadCipher? cipher = null)
    {
        using var hash = IncrementalHash.CreateHash(algorithm.Algorithm());
        CopyHashed(cipher, bytes => hash.AppendData(bytes.Span));
        return hash.GetHashAndReset();
    }

    /// <summary>The hashed region itself, for a pure signature: held in memory.</summary>
    /// <param name="cipher">As of <see cref="Digest"/>.</param>
    public byte[] HashedRegion(PayloadCipher? cipher = null)
    {
        using var region = new MemoryStream();
        CopyHashed(cipher, bytes => region.Write(bytes.Span));
        return region.ToArray();
    }

    /// <summary>Feeds the hashed region to a sink.</summary>
    /// <param name="cipher">As of <see cref="Digest"/>.</param>
    /// <param name="sink">Takes the bytes in pieces.</param>
    public void CopyHashed(PayloadCipher? cipher, Action<ReadOnlyMemory<byte>> sink)
    {
        _source.Position = _start;
        Copy(Header.HeaderSize, null, sink);
        Copy(Header.ImageSize, cipher, sink);
        Copy(Header.ProtectedSize, null, sink);
    }

    /// <summary>Feeds the payload to a sink.</summary>
    /// <param name="cipher">As of <see cref="Digest"/>.</param>
    /// <param name="sink">Takes the bytes in pieces.</param>
    public void CopyPayload(PayloadCipher? cipher, Action<ReadOnlyMemory<byte>> sink)
    {
        _source.Position = _start + Header.HeaderSize;
        Copy(Header.ImageSize, cipher, sink);
    }

    private void Copy(long count, PayloadCipher? cipher, Action<ReadOnlyMemory<byte>> sink)
    {
        var buffer = new byte[64 * 1024];
        for (long rest = count; rest > 0;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(rest, buffer.Length));
            _source.ReadExactly(piece.Span);
            cipher?.Transform(piece.Span);
            sink(piece);
            rest -= piece.Length;
        }
    }
}
