using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Oem.Images;

/// <summary>
/// The secure and the non-secure binary of a TF-M build as one, to be signed once: each at its place of the layout, 0xff between.
/// Source: mcuboot-image section 14.
/// </summary>
public static class CombinedImage
{
    /// <summary>The longest combined image, in bytes: a wrong layout must not fill the memory.</summary>
    public const int MaxLength = 256 * 1024 * 1024;

    private const byte Erased = 0xFF;

    /// <summary>Puts the binaries together.</summary>
    /// <param name="layout">The layout of the build.</param>
    /// <param name="secure">The secure binary.</param>
    /// <param name="nonSecure">The non-secure binary.</param>
    public static Parsed<byte[]> Assemble(SigningLayout layout, ReadOnlySpan<byte> secure, ReadOnlySpan<byte> nonSecure)
    {
        if (layout.Secure is not { } first || layout.NonSecure is not { } second)
            return SigningLayoutFaults.Missing.Fault("it does not say where the secure and the non-secure binary lie (RE_SECURE_IMAGE_*, RE_NON_SECURE_IMAGE_*)");
        if (secure.Length > first.MaxSize)
            return SigningLayoutFaults.Range.Fault($"the secure binary has {secure.Length} bytes, the layout has room for {first.MaxSize}");
        if (nonSecure.Length > second.MaxSize)
            return SigningLayoutFaults.Range.Fault($"the non-secure binary has {nonSecure.Length} bytes, the layout has room for {second.MaxSize}");
        if (first.Offset + (ulong)secure.Length > second.Offset)
            return SigningLayoutFaults.Range.Fault($"the secure binary reaches past the beginning of the non-secure one at {second.Offset:x}");
        if (second.Offset + (ulong)nonSecure.Length > MaxLength)
            return SigningLayoutFaults.Range.Fault($"the combined image would have {second.Offset + (ulong)nonSecure.Length} bytes, at most {MaxLength} are made");
        var image = new byte[second.Offset + nonSecure.Length];
        image.AsSpan(0, (int)second.Offset).Fill(Erased);
        secure.CopyTo(image.AsSpan((int)first.Offset));
        nonSecure.CopyTo(image.AsSpan((int)second.Offset));
        return image;
    }
}
