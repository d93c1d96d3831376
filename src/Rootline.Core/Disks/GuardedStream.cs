using Microsoft.Win32.SafeHandles;

namespace Rootline.Core.Disks;

/// <summary>
/// A file that is written from its beginning to its end, whose errors are faults of the disk. Full pieces are written by a
/// thread of their own, so that their maker goes on meanwhile.
/// </summary>
/// <param name="path">The file's path, for the fault.</param>
/// <param name="inner">The file, without a buffer of its own; its owner disposes it after this.</param>
/// <param name="handle">The same file.</param>
internal sealed class GuardedStream(string path, Stream inner, SafeFileHandle handle) : Stream
{
    private const int PieceLength = 256 * 1024;

    private byte[] _piece = new byte[PieceLength];
    private int _used;
    private int _pieces;
    private WriteBehind? _behind;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Position;

    public override long Position
    {
        get => ((long)_pieces * PieceLength) + _used;
        set => throw new NotSupportedException();
    }

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
                HandOver();
        }
    }

    /// <summary>Does nothing: the pieces are written when they are full, the last one by <see cref="Finish"/>.</summary>
    public override void Flush()
    {
    }

    /// <summary>Writes what is left and returns when everything was written.</summary>
    /// <exception cref="Faults.FaultException">The disk failed, now or at an earlier piece.</exception>
    public void Finish() => OsDisk.Guard(path, () =>
    {
        _behind?.Finish();
        _behind = null;
        inner.Write(_piece, 0, _used);
        _used = 0;
        return true;
    });

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _behind?.Dispose();
        base.Dispose(disposing);
    }

    private void HandOver()
    {
        _behind ??= new WriteBehind(inner, handle, PieceLength);
        _piece = OsDisk.Guard(path, () => _behind.Swap(_piece));
        _used = 0;
        _pieces++;
    }
}
