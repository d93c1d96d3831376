namespace Rootline.Links.Gdb;

/// <summary>The flash of a virtual core as a debugger erases and writes it (packets vFlashErase, vFlashWrite, vFlashDone).</summary>
public interface IDebugFlash
{
    /// <summary>First address.</summary>
    uint Address { get; }

    /// <summary>Length in bytes.</summary>
    uint Length { get; }

    /// <summary>Bytes that are erased together.</summary>
    uint SectorLength { get; }

    /// <summary>Erases whole sectors. Cannot be undone.</summary>
    /// <param name="address">First address of a sector.</param>
    /// <param name="length">A multiple of the sector's length.</param>
    /// <returns>False where the range is not made of sectors, or may not be erased.</returns>
    bool Erase(uint address, uint length);

    /// <summary>Writes bytes that were erased.</summary>
    /// <param name="address">First address.</param>
    /// <param name="source">The bytes.</param>
    /// <returns>False where any byte cannot be written.</returns>
    bool Write(uint address, ReadOnlySpan<byte> source);

    /// <summary>Ends the writing: all of it is in the flash afterwards.</summary>
    /// <returns>False where something of it failed.</returns>
    bool Finish();
}
