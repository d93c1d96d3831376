namespace Rootline.Oem.Images;

/// <summary>A stream that tells how far it was read.</summary>
/// <param name="inner">The stream; its owner disposes it.</param>
/// <param name="length">How many bytes it has.</param>
/// <param name="watch">Is told how many bytes were read and how many there are; may throw to stop.</param>
internal sealed class WatchedStream(Stream inner, long length, Action<long, long> watch) : Stream
{
    private long _done;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _done; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        watch(_done, length);
        int read = inner.Read(buffer);
        _done += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
