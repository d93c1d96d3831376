using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// One-time memory as TF-M's images call it: initialise, read, write, size, by the number of an element. Bits only go from 0 to 1;
/// the same value again, or one with more bits, is written again. Source: tfm-provisioning sections 2 and 14.6.
/// </summary>
/// <param name="backing">Where the bytes lie.</param>
/// <param name="release">The release whose numbers are used.</param>
/// <param name="isWritable">False for a build that may not write: every write is <see cref="PlatformError.Unsupported"/>.</param>
public sealed class OtpHal(IOtpBacking backing, TfmRelease release = TfmRelease.Tfm17, bool isWritable = true)
{
    /// <summary>The release whose numbers are used.</summary>
    public TfmRelease Release => release;

    /// <summary>Makes the memory ready; comes before everything else.</summary>
    public PlatformError Open() => backing.Open();

    /// <summary>Bytes of an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="length">Its length when the result is success; else 0.</param>
    /// <returns>Success, or <see cref="PlatformError.Unsupported"/>.</returns>
    public PlatformError LengthOf(OtpElement element, out int length)
    {
        int? known = OtpElements.NumberOf(element, release) is null ? null : backing.LengthOf(element);
        length = known ?? 0;
        return known is null ? PlatformError.Unsupported : PlatformError.Success;
    }

    /// <summary>Reads an element: as many bytes as both have; the rest of the destination stays as it is.</summary>
    /// <param name="element">The element.</param>
    /// <param name="destination">Any length.</param>
    public PlatformError Read(OtpElement element, Span<byte> destination) => LengthOf(element, out int length) is not PlatformError.Success and var error
        ? error
        : backing.Read(element, destination[..Math.Min(length, destination.Length)]);

    /// <summary>Burns the first bytes of an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">At most as long as the element.</param>
    /// <returns>
    /// Success; <see cref="PlatformError.Unsupported"/> for an element that is not there and for a build that may not write;
    /// <see cref="PlatformError.InvalidInput"/> for a value that is too long or would clear a bit: then nothing is altered.
    /// </returns>
    public PlatformError WriteForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        if (!isWritable)
            return PlatformError.Unsupported;
        if (LengthOf(element, out int length) is not PlatformError.Success and var unsupported)
            return unsupported;
        if (value.Length > length)
            return PlatformError.InvalidInput;
        var old = new byte[value.Length];
        if (backing.Read(element, old) is not PlatformError.Success and var failed)
            return failed;
        for (int i = 0; i < old.Length; i++)
        {
            if ((old[i] | value[i]) != value[i])
                return PlatformError.InvalidInput;
        }

        return backing.BurnForEver(element, value);
    }

    /// <summary>The element of a number in a call; null when the release has none.</summary>
    /// <param name="number">The first argument of TF-M's functions.</param>
    public OtpElement? ElementOf(int number) => OtpElements.OfNumber(number, release);
}
