using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>The input of an image: its length is known before its bytes are read.</summary>
public sealed class ImagePayload
{
    private readonly Func<Stream>? _open;
    private Stream? _once;

    private ImagePayload(long length, Func<Stream>? open, Stream? once) => (Length, _open, _once) = (length, open, once);

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Whether it can be read more than once, which compression needs.</summary>
    public bool IsRepeatable => _open is not null;

    /// <summary>What stands in memory.</summary>
    /// <param name="bytes">The bytes.</param>
    public static ImagePayload Of(ReadOnlyMemory<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        return new(copy.Length, () => new MemoryStream(copy, writable: false), null);
    }

    /// <summary>A seekable stream from its position to its end.</summary>
    /// <param name="stream">The stream; it stays the caller's.</param>
    public static ImagePayload Of(Stream stream)
    {
        long start = stream.Position;
        return new(stream.Length - start, () => Rewound(stream, start), null);
    }

    /// <summary>A stream that can be read once.</summary>
    /// <param name="stream">The stream; it stays the caller's.</param>
    /// <param name="length">How many bytes it holds.</param>
    public static ImagePayload Of(Stream stream, long length) => new(length, null, stream);

    /// <summary>Anything that can be opened again.</summary>
    /// <param name="length">How many bytes it holds.</param>
    /// <param name="open">Opens it at its beginning.</param>
    public static ImagePayload Of(long length, Func<Stream> open) => new(length, open, null);

    /// <summary>Feeds all bytes to a sink.</summary>
    /// <param name="sink">Takes the bytes in pieces; it may change them.</param>
    /// <exception cref="FaultException">There are fewer or more bytes than the length.</exception>
    internal void CopyTo(Action<Memory<byte>> sink)
    {
        var source = Open();
        var buffer = new byte[64 * 1024];
        long rest = Length;
        while (rest > 0)
        {
            int read = source.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(rest, buffer.Length)), (int)Math.Min(rest, buffer.Length), throwOnEndOfStream: false);
            if (read == 0)
                throw ImageFaults.Payload.Exception($"the input ends {rest} bytes before its announced length of {Length}");
            sink(buffer.AsMemory(0, read));
            rest -= read;
        }

        if (source.Read(buffer.AsSpan(0, 1)) != 0)
            throw ImageFaults.Payload.Exception($"the input has more bytes than its announced length of {Length}");
    }

    private Stream Open()
    {
        if (_open is not null)
            return _open();
        var once = _once ?? throw CoreFaults.Defect.Exception("an input that can be read once was read twice");
        _once = null;
        return once;
    }

    private static Stream Rewound(Stream stream, long start)
    {
        stream.Position = start;
        return stream;
    }
}
