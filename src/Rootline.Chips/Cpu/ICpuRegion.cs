namespace Rootline.Chips.Cpu;

/// <summary>A range of addresses of a virtual core: RAM, flash, or the code of its firmware.</summary>
public interface ICpuRegion
{
    /// <summary>First address.</summary>
    uint Address { get; }

    /// <summary>Length in bytes.</summary>
    uint Length { get; }

    /// <summary>Whether a core in its non-secure state sees none of it.</summary>
    bool IsSecure { get; }

    /// <summary>Reads.</summary>
    /// <param name="offset">Offset in the region, in bytes.</param>
    /// <param name="destination">Filled completely; it lies within the region.</param>
    void Read(uint offset, Span<byte> destination);

    /// <summary>Writes as a store instruction does.</summary>
    /// <param name="offset">Offset in the region, in bytes.</param>
    /// <param name="source">The bytes; they lie within the region.</param>
    /// <returns>False where a store changes nothing: flash, code.</returns>
    bool Write(uint offset, ReadOnlySpan<byte> source);
}
