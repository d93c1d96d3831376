using Rootline.Chips.Boot;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// One-time memory of fuses beside the struct in flash: elements one behind the other, each bit of them blown once and never back.
/// A blown bit is a programmed bit of the region, which is never erased. No copy: what a power cut left of an element is completed
/// by the same bytes.
/// </summary>
/// <param name="region">Where the fuses lie; programmed bit by bit, so its program unit is one byte.</param>
/// <param name="elements">The elements with their lengths in bytes, in their order.</param>
public sealed class FuseRegionBacking(FlashRegion region, IReadOnlyList<(OtpElement Element, int Length)> elements) : IOtpBacking
{
    /// <inheritdoc/>
    public PlatformError Open() => elements.Sum(e => e.Length) <= region.Length && region.Geometry.ProgramUnit == 1 ? PlatformError.Success : PlatformError.SystemError;

    /// <inheritdoc/>
    public int? LengthOf(OtpElement element) => Find(element)?.Length;

    /// <inheritdoc/>
    public PlatformError Read(OtpElement element, Span<byte> destination)
    {
        bool isRead = region.TryRead(Find(element)!.Offset, destination);
        Flip(destination);
        return isRead ? PlatformError.Success : PlatformError.SystemError;
    }

    /// <inheritdoc/>
    public PlatformError BurnForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        byte[] bits = value.ToArray();
        Flip(bits);
        region.Program(Find(element)!.Offset, bits);
        return PlatformError.Success;
    }

    private OtpField? Find(OtpElement element)
    {
        int offset = 0;
        foreach (var (known, length) in elements)
        {
            if (known == element)
                return new(offset, length);
            offset += length;
        }

        return null;
    }

    private void Flip(Span<byte> bytes)
    {
        foreach (ref byte b in bytes)
            b ^= region.Geometry.ErasedValue;
    }
}
