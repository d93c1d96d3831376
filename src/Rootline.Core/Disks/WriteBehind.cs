using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace Rootline.Core.Disks;

/// <summary>
/// Writes pieces of a file on a thread of its own, one at a time, and asks the system to bring them to the disk at once: little is left
/// to wait for when the file is made durable.
/// </summary>
internal sealed class WriteBehind : IDisposable
{
    private readonly Stream _file;
    private readonly SafeFileHandle _handle;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private byte[] _spare;
    private byte[]? _full;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts the thread.</summary>
    /// <param name="file">The file, at its beginning; nobody else writes it until <see cref="Finish"/>.</param>
    /// <param name="handle">The same file.</param>
    /// <param name="pieceLength">Bytes of a piece.</param>
    public WriteBehind(Stream file, SafeFileHandle handle, int pieceLength)
    {
        (_file, _handle, _spare) = (file, handle, new byte[pieceLength]);
        _thread = new Thread(Run) { IsBackground = true, Name = "write behind" };
        _thread.Start();
    }

    /// <summary>Takes a full piece and gives an empty one in its place.</summary>
    /// <param name="piece">The piece; not the caller's any more.</param>
    /// <exception cref="IOException">An earlier piece could not be written.</exception>
    public byte[] Swap(byte[] piece)
    {
        lock (_gate)
        {
            while (_full is not null && _failure is null)
                Monitor.Wait(_gate);
            _failure?.Throw();
            _full = piece;
            Monitor.PulseAll(_gate);
            return _spare;
        }
    }

    /// <summary>Returns when every piece was written and the thread is at its end.</summary>
    /// <exception cref="IOException">A piece could not be written.</exception>
    public void Finish()
    {
        Dispose();
        _failure?.Throw();
    }

    /// <summary>Ends the thread after the piece that it holds.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        try
        {
            long written = 0;
            while (Next() is { } piece)
            {
                _file.Write(piece);
                // A hint only: what it cannot do, making the file durable does.
                if (OperatingSystem.IsLinux())
                    _ = LibC.SyncFileRange(_handle, written, piece.Length, LibC.BeginWrite);
                written += piece.Length;
                lock (_gate)
                {
                    (_spare, _full) = (piece, null);
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
                Monitor.PulseAll(_gate);
            }
        }
    }

    private byte[]? Next()
    {
        lock (_gate)
        {
            while (_full is null && !_ended)
                Monitor.Wait(_gate);
            return _full;
        }
    }
}
