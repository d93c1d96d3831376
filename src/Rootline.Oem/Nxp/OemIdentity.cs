using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Oem.Nxp;

/// <summary>An OEM certificate that every device gets.</summary>
/// <param name="KeyId">See <see cref="OemKeyId"/>.</param>
/// <param name="Address">Where it goes in the device's memory.</param>
/// <param name="Template">DER (<see cref="OemTemplate"/>).</param>
public sealed record OemCertificatePlan(byte KeyId, uint Address, ReadOnlyMemory<byte> Template)
{
    /// <summary>Whether the template's serial number is configured; otherwise it is drawn anew each time.</summary>
    public bool SerialIsConfigured { get; init; }
}

/// <summary>The OEM certificates of a plan and the key that signs them.</summary>
/// <param name="Key">The OEM ID key; the plan owns it.</param>
/// <param name="Certificates">In the order of the key ids: 0 to n-1, CA, RTF.</param>
public sealed record OemIdentity(P256PrivateKey Key, IReadOnlyList<OemCertificatePlan> Certificates);
