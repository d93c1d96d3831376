namespace Rootline.Core.Disks;

/// <summary>A file that is written from its beginning to its end, in large pieces, whose errors are faults of the disk.</summary>
/// <param name="path">The file's path, for the fault.</param>
/// <param name="inner">The file, without a buffer of its own; its owner disposes it.</param>
internal sealed class GuardedStream(string path, FileStream inner) : Stream
{
    private const int PieceLength = 64 * 1024;

    private readonly byte[] _piece = new byte[PieceLength];
    private int _used;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => inner.Length + _used;

    public override long Position { get => inner.Position + _used; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int length = Math.Min(buffer.Length, PieceLength - _used);
            buffer[..length].CopyTo(_piece.AsSpan(_used));
            buffer = buffer[length..];
            _used += length;
            if (_used == PieceLength)
                Flush();
        }
    }

    public override void Flush() => OsDisk.Guard(path, () =>
    {
        inner.Write(_piece, 0, _used);
        _used = 0;
        return true;
    });

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
