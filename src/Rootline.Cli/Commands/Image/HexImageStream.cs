using Rootline.Formats.Files;

namespace Rootline.Cli.Commands.Image;

/// <summary>
/// The bytes of an Intel HEX file in any order, in constant memory: forward by reading on, backward by reading again from the
/// beginning.
/// </summary>
internal sealed class HexImageStream : Stream
{
    private const int SkipLength = 1 << 14;
    private readonly Stream _file;
    private readonly IntelHexFile _hex;
    private Stream _bytes;
    private long _at;

    /// <summary>Reads the file once and checks it.</summary>
    /// <param name="file">The file; the stream's from now on.</param>
    public HexImageStream(Stream file)
    {
        _file = file;
        _hex = IntelHexFile.Open(file);
        _bytes = _hex.OpenBytes();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _hex.Length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        Reach();
        int read = _bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        _at += read;
        Position = _at;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _bytes.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Reach()
    {
        if (Position < _at)
        {
            _bytes.Dispose();
            _bytes = _hex.OpenBytes();
            _at = 0;
        }

        Span<byte> skipped = stackalloc byte[SkipLength];
        while (_at < Position)
        {
            int read = _bytes.Read(skipped[..(int)Math.Min(skipped.Length, Position - _at)]);
            if (read == 0)
                return;
            _at += read;
        }
    }
}
