namespace Rootline.Cli.Frame;

/// <summary>
/// Standard output or standard error of the process. A reader that went away (a closed pipe) is no error. Anything else that
/// keeps data from being written is a fault of the station, told once; messages that cannot be written are lost.
/// </summary>
/// <param name="inner">What the platform opened.</param>
/// <param name="carriesData">True for standard output.</param>
internal sealed class StandardStream(Stream inner, bool carriesData) : Stream
{
    private bool _lost;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_lost)
            return;
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _lost = true;
            if (carriesData)
                throw FrameFaults.OutputLost.Exception($"standard output cannot be written: {e.Message}", cause: e);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
