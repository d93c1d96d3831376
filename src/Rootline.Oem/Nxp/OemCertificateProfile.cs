using System.Numerics;

namespace Rootline.Oem.Nxp;

/// <summary>What a configuration says of OEM certificates (oem_id_config, nxp-trust-provisioning 8.1).</summary>
/// <param name="Issuer">The issuer's attributes in their order; a map and a list of maps both become this.</param>
/// <param name="Subject">The subject's attributes in their order; its last common name gets the device's number behind it.</param>
/// <param name="DurationDays">Days of validity: 1 to 10,976.</param>
/// <param name="SerialNumber">A positive number of at most 20 bytes, or null for a random one.</param>
public sealed record OemCertificateProfile(
    IReadOnlyList<RelativeName> Issuer, IReadOnlyList<RelativeName> Subject, int DurationDays, BigInteger? SerialNumber = null)
{
    /// <summary>Most days of validity.</summary>
    public const int MaxDuration = 10_976;
}
