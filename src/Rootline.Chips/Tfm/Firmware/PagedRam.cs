using Rootline.Chips.Cpu;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>RAM that takes memory only where something was written, so that many chips fit into one process.</summary>
/// <param name="address">First address.</param>
/// <param name="length">Bytes.</param>
/// <param name="isSecure">Whether a core in its non-secure state sees none of it.</param>
internal sealed class PagedRam(uint address, uint length, bool isSecure) : ICpuRegion
{
    private const int PageLength = 1024;
    private readonly Dictionary<uint, byte[]> _pages = [];

    /// <inheritdoc/>
    public uint Address { get; } = address;

    /// <inheritdoc/>
    public uint Length { get; } = length;

    /// <inheritdoc/>
    public bool IsSecure { get; } = isSecure;

    /// <inheritdoc/>
    public void Read(uint offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var (page, start, count) = Locate(offset, destination.Length);
            if (_pages.TryGetValue(page, out byte[]? bytes))
                bytes.AsSpan(start, count).CopyTo(destination);
            else
                destination[..count].Clear();
            destination = destination[count..];
            offset += (uint)count;
        }
    }

    /// <inheritdoc/>
    public bool Write(uint offset, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            var (page, start, count) = Locate(offset, source.Length);
            if (!_pages.TryGetValue(page, out byte[]? bytes))
                _pages[page] = bytes = GC.AllocateArray<byte>(PageLength, pinned: true); // it may hold a secret: the collector makes no copies
            source[..count].CopyTo(bytes.AsSpan(start));
            source = source[count..];
            offset += (uint)count;
        }

        return true;
    }

    private static (uint Page, int Start, int Count) Locate(uint offset, int wanted)
    {
        int start = (int)(offset % PageLength);
        return (offset / PageLength, start, Math.Min(wanted, PageLength - start));
    }
}
