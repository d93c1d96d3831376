using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// Where a platform keeps one-time memory: flash (<see cref="FlashOtpBacking"/>), RAM (<see cref="RamOtpBacking"/>), or a memory of
/// your own. <see cref="OtpHal"/> stands before it and keeps the rules that every memory shares: lengths, bits that are never
/// cleared, unknown elements. A backing only stores. docs/tfm-otp.md shows one of fuses.
/// </summary>
public interface IOtpBacking
{
    /// <summary>Makes the memory ready at power-on: mends what a power cut left, formats what was never used.</summary>
    /// <returns><see cref="PlatformError.Success"/>, or <see cref="PlatformError.SystemError"/> when the memory cannot be used.</returns>
    PlatformError Open();

    /// <summary>Bytes of an element; null when this memory has none.</summary>
    /// <param name="element">The element.</param>
    int? LengthOf(OtpElement element);

    /// <summary>Reads the first bytes of an element; what was never burned is zero.</summary>
    /// <param name="element">An element that this memory has.</param>
    /// <param name="destination">At most as long as the element.</param>
    PlatformError Read(OtpElement element, Span<byte> destination);

    /// <summary>
    /// Stores the first bytes of an element, wholly or, when the power goes, not at all or a part that the next burning of the same
    /// bytes completes. It is called with bytes that clear no set bit.
    /// </summary>
    /// <param name="element">An element that this memory has.</param>
    /// <param name="value">At most as long as the element.</param>
    PlatformError BurnForEver(OtpElement element, ReadOnlySpan<byte> value);
}
