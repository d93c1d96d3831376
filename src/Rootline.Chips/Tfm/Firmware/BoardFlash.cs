using Rootline.Core.Media;
using Rootline.Links.Gdb;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>The board's flash as a debugger erases and writes it, at its secure addresses.</summary>
/// <param name="flash">The flash.</param>
internal sealed class BoardFlash(FlashMedium flash) : IDebugFlash
{
    /// <inheritdoc/>
    public uint Address => An521Map.SecureFlash;

    /// <inheritdoc/>
    public uint Length => (uint)flash.Geometry.Size;

    /// <inheritdoc/>
    public uint SectorLength => (uint)flash.Geometry.SectorSize;

    /// <inheritdoc/>
    public bool Erase(uint address, uint length)
    {
        if (!IsInside(address, length) || (address - Address) % SectorLength != 0 || length % SectorLength != 0)
            return false;
        for (uint at = address - Address; at < address - Address + length; at += SectorLength)
            flash.EraseSector((int)at);
        return true;
    }

    /// <inheritdoc/>
    public bool Write(uint address, ReadOnlySpan<byte> source)
    {
        if (!IsInside(address, (uint)source.Length))
            return false;
        flash.Program((int)(address - Address), source);
        return true;
    }

    /// <inheritdoc/>
    public bool Finish() => true;

    private bool IsInside(uint address, uint length) => address >= Address && address - Address <= Length && length <= Length - (address - Address);
}
