namespace Rootline.Chips.Cpu;

/// <summary>The address space of a virtual core. Where regions overlap, the first one that was added counts.</summary>
public sealed class CpuMemory
{
    private readonly List<ICpuRegion> _regions = [];

    /// <summary>The regions.</summary>
    public IReadOnlyList<ICpuRegion> Regions => _regions;

    /// <summary>Adds a region.</summary>
    /// <param name="region">The region.</param>
    public void Add(ICpuRegion region) => _regions.Add(region);

    /// <summary>Reads, over the borders of regions where they touch.</summary>
    /// <param name="address">First address.</param>
    /// <param name="destination">Filled completely.</param>
    /// <param name="secure">The security state of whoever reads.</param>
    /// <returns>False where a byte is not there or hidden.</returns>
    public bool Read(uint address, Span<byte> destination, bool secure)
    {
        if (!Reaches(address, destination.Length, secure))
            return false;
        while (!destination.IsEmpty)
        {
            var (region, offset, count) = Piece(address, destination.Length, secure)!.Value;
            region.Read(offset, destination[..count]);
            destination = destination[count..];
            address += (uint)count;
        }

        return true;
    }

    /// <summary>Writes as store instructions do, over the borders of regions where they touch.</summary>
    /// <param name="address">First address.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="secure">The security state of whoever writes.</param>
    /// <returns>False where a byte is not there, hidden, or not changed by a store.</returns>
    public bool Write(uint address, ReadOnlySpan<byte> source, bool secure)
    {
        if (!Reaches(address, source.Length, secure))
            return false;
        bool all = true;
        while (!source.IsEmpty)
        {
            var (region, offset, count) = Piece(address, source.Length, secure)!.Value;
            all &= region.Write(offset, source[..count]);
            source = source[count..];
            address += (uint)count;
        }

        return all;
    }

    private bool Reaches(uint address, int length, bool secure)
    {
        if ((ulong)address + (uint)length > 1UL << 32)
            return false;
        for (int done = 0; done < length;)
        {
            if (Piece(address + (uint)done, length - done, secure) is not { } piece)
                return false;
            done += piece.Count;
        }

        return true;
    }

    private (ICpuRegion Region, uint Offset, int Count)? Piece(uint address, int length, bool secure)
    {
        foreach (var region in _regions)
        {
            if (address >= region.Address && address - region.Address < region.Length && (secure || !region.IsSecure))
                return (region, address - region.Address, (int)Math.Min((uint)length, region.Length - (address - region.Address)));
        }

        return null;
    }
}
