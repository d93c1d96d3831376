namespace Rootline.Core.Media;

/// <summary>A part of a store, as a store of its own: two media may share one file. Disposing it leaves the store open.</summary>
public sealed class StoreWindow : IByteStore
{
    private readonly IByteStore _store;
    private readonly long _start;

    /// <summary>Looks at a part.</summary>
    /// <param name="store">The store; stays the caller's.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">Its length in bytes; the part ends inside the store.</param>
    public StoreWindow(IByteStore store, long start, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, store.Length);
        (_store, _start, Length) = (store, start, length);
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        Check(offset, destination.Length);
        _store.Read(_start + offset, destination);
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        Check(offset, source.Length);
        _store.Write(_start + offset, source);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Check(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, Length);
    }
}
