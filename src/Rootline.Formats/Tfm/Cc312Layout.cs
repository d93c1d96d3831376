namespace Rootline.Formats.Tfm;

/// <summary>
/// One-time memory of CryptoCell-312 as TF-M 1.7 lays it out, without BL1: the vendor's own fields, then the user area. Words of 32
/// bits, little-endian; bits only go from 0 to 1. Source: tfm-provisioning section 7.
/// </summary>
public static class Cc312Layout
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 0x332;

    /// <summary>Where the chip manufacturer's flags stand: zero bits of the hardware unique key, then of three keys that TF-M leaves out.</summary>
    public const int IcvFlags = 0x40;

    /// <summary>Where the device manufacturer's flags stand: zero bits of the attestation key, then of two keys that TF-M leaves out, then the RMA flags.</summary>
    public const int OemFlags = 0x84;

    /// <summary>Where the RMA flags stand.</summary>
    public const int RmaFlags = 0x87;

    /// <summary>A flag that says that a key is not used.</summary>
    public const byte NotUsed = 0x80;

    private const int FirstZeroCount = 0xB0;

    private static readonly Dictionary<OtpElement, OtpField> Fields = new()
    {
        [OtpElement.Huk] = new(0x00, 32),
        [OtpElement.Iak] = new(0x44, 32),
        [OtpElement.IakLength] = new(0xCA, 4),
        [OtpElement.IakType] = new(0xCE, 4),
        [OtpElement.IakId] = new(0xD2, 32),
        [OtpElement.BootSeed] = new(0xF2, 32),
        [OtpElement.ImplementationId] = new(0x112, 32),
        [OtpElement.CertificationReference] = new(0x132, 32),
        [OtpElement.VerificationServiceUrl] = new(0x152, 32),
        [OtpElement.ProfileDefinition] = new(0x172, 32),
        [OtpElement.Bl2Rotpk0] = new(0x192, 32),
        [OtpElement.Bl2Rotpk1] = new(0x1B2, 32),
        [OtpElement.Bl2Rotpk2] = new(0x1D2, 32),
        [OtpElement.Bl2Rotpk3] = new(0x1F2, 32),
        [OtpElement.Bl2NvCounter0] = new(0x212, 64),
        [OtpElement.Bl2NvCounter1] = new(0x252, 64),
        [OtpElement.Bl2NvCounter2] = new(0x292, 64),
        [OtpElement.Bl2NvCounter3] = new(0x2D2, 64),
        [OtpElement.SecureDebugKey] = new(0x312, 32),
    };

    // In the order of their counts, two bytes each.
    private static readonly OtpElement[] Counted =
    [
        OtpElement.BootSeed, OtpElement.ImplementationId, OtpElement.CertificationReference, OtpElement.VerificationServiceUrl, OtpElement.ProfileDefinition,
        OtpElement.IakLength, OtpElement.IakType, OtpElement.IakId, OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1, OtpElement.Bl2Rotpk2, OtpElement.Bl2Rotpk3,
        OtpElement.SecureDebugKey,
    ];

    /// <summary>The elements in the order of their places.</summary>
    public static IEnumerable<OtpElement> Elements => Fields.OrderBy(f => f.Value.Offset).Select(f => f.Key);

    /// <summary>The field of an element; null when there is none. The life cycle has none: it is a register.</summary>
    /// <param name="element">The element.</param>
    public static OtpField? Find(OtpElement element) => Fields.GetValueOrDefault(element);

    /// <summary>Where the number of an element's zero bits stands: one byte for the two keys, two for others; null for what is not counted.</summary>
    /// <param name="element">The element.</param>
    public static OtpField? ZeroCountOf(OtpElement element) => element switch
    {
        OtpElement.Huk => new(IcvFlags, 1),
        OtpElement.Iak => new(OemFlags, 1),
        _ => Array.IndexOf(Counted, element) is >= 0 and var at ? new(FirstZeroCount + (2 * at), 2) : null,
    };
}
