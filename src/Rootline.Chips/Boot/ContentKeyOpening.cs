using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>Opens the content key of an encrypted image with the device's key.</summary>
internal static class ContentKeyOpening
{
    /// <summary>The content key; null when it is missing, there twice, of another length, or not for this device.</summary>
    /// <param name="code">The boot code.</param>
    /// <param name="tlvs">The image's TLVs.</param>
    public static Secret? Open(BootCode code, ImageTlvs tlvs) => null;
}
