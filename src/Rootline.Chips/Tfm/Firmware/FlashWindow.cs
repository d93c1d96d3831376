using Rootline.Chips.Cpu;
using Rootline.Core.Media;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>A part of the flash as a core reads it; stores change nothing.</summary>
/// <param name="flash">The flash.</param>
/// <param name="offset">Where the part begins in the flash.</param>
/// <param name="address">Where it begins for the core.</param>
/// <param name="length">Bytes.</param>
/// <param name="isSecure">Whether a core in its non-secure state sees none of it.</param>
internal sealed class FlashWindow(FlashMedium flash, int offset, uint address, uint length, bool isSecure) : ICpuRegion
{
    /// <inheritdoc/>
    public uint Address { get; } = address;

    /// <inheritdoc/>
    public uint Length { get; } = length;

    /// <inheritdoc/>
    public bool IsSecure { get; } = isSecure;

    /// <inheritdoc/>
    public void Read(uint offsetInWindow, Span<byte> destination) => flash.TryRead(offset + (int)offsetInWindow, destination);

    /// <inheritdoc/>
    public bool Write(uint offsetInWindow, ReadOnlySpan<byte> source) => false;
}
