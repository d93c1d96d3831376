using System.Globalization;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;

namespace Rootline.Line.Nxp.Chip;

/// <summary>
/// Refusals of the wrapped data that speak of its content: the chip will give them again to the same bytes. A failure of the
/// flash or a general one is not among them. Source: nxp-mboot, status codes of trust provisioning.
/// </summary>
internal static class ChipRefusal
{
    private static readonly HashSet<string> Codes =
    [
        .. new[]
        {
            MbootStatus.TpAddress, MbootStatus.TpContainerInvalid, MbootStatus.TpEntryInvalid, MbootStatus.TpEntryNotFound,
            MbootStatus.TpCommandArguments, MbootStatus.TpSecretBox, MbootStatus.TpContainerSignature, MbootStatus.TpCfpa,
            MbootStatus.TpCmpa, MbootStatus.TpAddressRange, MbootStatus.TpContainerAddress, MbootStatus.TpContainerUnaligned,
            MbootStatus.TpOemCertAddress, MbootStatus.TpOemCertUnaligned, MbootStatus.TpOemCertOverlap,
        }.Select(s => s.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Whether a fault is such a refusal.</summary>
    /// <param name="fault">What the chip said.</param>
    public static bool IsForGood(Fault fault) => fault.Code == MbootLinkFaults.Refused && fault.VendorCode is { } code && Codes.Contains(code);
}
