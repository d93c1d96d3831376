using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>Two memories as one: an element stands in the first that has it.</summary>
/// <param name="first">The first memory.</param>
/// <param name="second">The second.</param>
public sealed class JoinedOtpBacking(IOtpBacking first, IOtpBacking second) : IOtpBacking
{
    /// <inheritdoc/>
    public PlatformError Open() => first.Open() is not PlatformError.Success and var error ? error : second.Open();

    /// <inheritdoc/>
    public int? LengthOf(OtpElement element) => first.LengthOf(element) ?? second.LengthOf(element);

    /// <inheritdoc/>
    public PlatformError Read(OtpElement element, Span<byte> destination) => Of(element).Read(element, destination);

    /// <inheritdoc/>
    public PlatformError BurnForEver(OtpElement element, ReadOnlySpan<byte> value) => Of(element).BurnForEver(element, value);

    private IOtpBacking Of(OtpElement element) => first.LengthOf(element) is null ? second : first;
}
