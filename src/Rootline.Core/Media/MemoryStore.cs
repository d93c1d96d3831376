namespace Rootline.Core.Media;

/// <summary>
/// A store in memory: sparse pages over a shared, read-only birth content, so that a snapshot costs what was changed.
/// </summary>
public sealed class MemoryStore : IByteStore
{
    private const int PageLength = 512;
    private readonly ReadOnlyMemory<byte> _birth;
    private readonly Dictionary<long, byte[]> _pages;

    private MemoryStore(long length, ReadOnlyMemory<byte> birth, Dictionary<long, byte[]> pages) =>
        (Length, _birth, _pages) = (length, birth, pages);

    /// <summary>Makes a store of zero bytes.</summary>
    /// <param name="length">Length in bytes.</param>
    public MemoryStore(long length)
        : this(length, default, [])
    {
    }

    /// <summary>Makes a store over a birth content.</summary>
    /// <param name="birth">The content; never written.</param>
    public MemoryStore(ReadOnlyMemory<byte> birth)
        : this(birth.Length, birth, [])
    {
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>A store with the same content that shares nothing that can change.</summary>
    public MemoryStore Snapshot() =>
        new(Length, _birth, _pages.ToDictionary(p => p.Key, p => (byte[])p.Value.Clone()));

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var (page, start, length) = Locate(offset, destination.Length);
            Page(page).Slice(start, length).CopyTo(destination);
            offset += length;
            destination = destination[length..];
        }
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            var (page, start, length) = Locate(offset, source.Length);
            // What changes nothing takes no page: erasing what is erased costs no memory.
            if (!_pages.TryGetValue(page, out var bytes) && !Page(page).Slice(start, length).SequenceEqual(source[..length]))
                _pages[page] = bytes = Page(page).ToArray();
            if (bytes is not null)
                source[..length].CopyTo(bytes.AsSpan(start));
            offset += length;
            source = source[length..];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private (long Page, int Start, int Length) Locate(long offset, int wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + wanted, Length);
        int start = (int)(offset % PageLength);
        return (offset / PageLength, start, Math.Min(wanted, PageLength - start));
    }

    private ReadOnlySpan<byte> Page(long page)
    {
        if (_pages.TryGetValue(page, out var bytes))
            return bytes;
        long start = page * PageLength;
        int born = (int)Math.Clamp(_birth.Length - start, 0, PageLength);
        if (born == PageLength)
            return _birth.Span.Slice((int)start, PageLength);
        var fresh = new byte[PageLength];
        if (born > 0)
            _birth.Span.Slice((int)start, born).CopyTo(fresh);
        return fresh;
    }
}
