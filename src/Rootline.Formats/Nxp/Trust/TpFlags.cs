using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>
/// A card's TP flags (item 000B): bits 7:6 DIE certificate version, 5:4 OEM key flags version, 3:1 reserved, 0 provisioning
/// data (SB3) instead of pages and keys.
/// </summary>
/// <param name="DieCertificateVersion">0 or 1.</param>
/// <param name="KeyFlagsVersion">0 or 1.</param>
/// <param name="ProvisioningData">Whether the card hands out provisioning data.</param>
public sealed record TpFlags(int DieCertificateVersion, int KeyFlagsVersion, bool ProvisioningData)
{
    /// <summary>The byte.</summary>
    public byte Value => (byte)((DieCertificateVersion << 6) | (KeyFlagsVersion << 4) | (ProvisioningData ? 1 : 0));

    /// <summary>Reads the byte.</summary>
    /// <param name="value">The byte.</param>
    public static Parsed<TpFlags> Parse(byte value)
    {
        var flags = new TpFlags(value >> 6, (value >> 4) & 3, (value & 1) != 0);
        return flags.Value == value && flags is { DieCertificateVersion: <= 1, KeyFlagsVersion: <= 1 }
            ? flags
            : TrustFaults.Flags.Fault($"TP flags {value:X2} are not defined");
    }
}
