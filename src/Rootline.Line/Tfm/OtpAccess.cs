using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Line.Tfm;

/// <summary>
/// One-time memory, read and burned through the functions of the image at which the device stands: so no layout need be known, and the
/// device's own rules hold. Source: tfm-provisioning sections 2 and 14.2.
/// </summary>
/// <param name="calls">Calls into the device.</param>
/// <param name="image">The image at which it stands.</param>
/// <param name="release">Whose numbers of elements it has.</param>
internal sealed class OtpAccess(DeviceCalls calls, TfmImage image, TfmRelease release)
{
    private const int ProbeLength = 64;
    private const int ProbeElement = 2;
    private const byte Untouched = 0xA5;

    /// <summary>
    /// Which numbers the elements have: element 2 is the attestation key of 32 bytes from 1.7 on, and its length of 4 bytes before. A read
    /// stores as many bytes as the element has.
    /// </summary>
    /// <param name="calls">Calls into the device.</param>
    /// <param name="image">The image at which it stands.</param>
    /// <param name="layout">The layout of the struct: that of 1.5 is its own.</param>
    public static TfmRelease ReleaseOf(DeviceCalls calls, TfmImage image, PsaRotLayout layout)
    {
        if (layout.ReferenceLength == 18)
            return TfmRelease.Tfm15;
        using var probe = new Secret(ProbeLength);
        probe.Span.Fill(Untouched);
        uint result = calls.Call(image[TfmFirmware.OtpRead], probe.Span, at => [ProbeElement, ProbeLength, at]);
        if (result != (uint)PlatformError.Success)
            throw TfmLineFaults.Refused.Exception($"reading element {ProbeElement} gives {result:x4}", vendorCode: $"{result:x4}");
        return probe.Span[4..].ContainsAnyExcept(Untouched) ? TfmRelease.Tfm23 : TfmRelease.Tfm16;
    }

    /// <summary>The life cycle.</summary>
    public TfmLifecycle ReadLifecycle()
    {
        using var word = Read(OtpElement.Lcs, sizeof(uint)) ?? throw TfmLineFaults.Refused.Exception("the device has no life cycle");
        return TfmLifecycles.FromOtpWord(System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(word.Span));
    }

    /// <summary>Reads an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="length">How many bytes.</param>
    /// <returns>The bytes, to be disposed; null where the device has no such element.</returns>
    public Secret? Read(OtpElement element, int length)
    {
        if (OtpElements.NumberOf(element, release) is not { } number)
            return null;
        var bytes = new Secret(length);
        uint result = calls.Call(image[TfmFirmware.OtpRead], bytes.Span, at => [(uint)number, (uint)length, at]);
        if (result == (uint)PlatformError.Success)
            return bytes;
        bytes.Dispose();
        return result == (uint)PlatformError.Unsupported ? null : throw Refusal(element, "reading", result);
    }

    /// <summary>Irreversible: burns an element through the device's own code.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">The bytes.</param>
    public void BurnForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        int number = OtpElements.NumberOf(element, release) ?? throw TfmLineFaults.NoPlace.Exception($"{element.ToText()} has no number in this release of TF-M");
        using var copy = Secret.CopyOf(value);
        int length = value.Length;
        uint result = calls.Call(image[TfmFirmware.OtpWrite], copy.Span, at => [(uint)number, (uint)length, at]);
        if (result == (uint)PlatformError.Unsupported)
            throw TfmLineFaults.NoPlace.Exception($"the device has no element {element.ToText()}");
        if (result != (uint)PlatformError.Success)
            throw Refusal(element, "burning", result);
    }

    private static FaultException Refusal(OtpElement element, string what, uint result) =>
        TfmLineFaults.Refused.Exception($"{what} {element.ToText()} gives {result:x4} ({(Enum.IsDefined((PlatformError)result) ? (PlatformError)result : "unknown")})", vendorCode: $"{result:x4}");
}
