namespace Rootline.Formats.Tfm;

/// <summary>Numbers and names of the elements of one-time memory. Source: tfm-provisioning section 2.1.</summary>
public static class OtpElements
{
    // In the order of the numbers before 1.7.
    private static readonly OtpElement[] Early =
    [
        OtpElement.Huk, OtpElement.Iak, OtpElement.IakLength, OtpElement.IakType, OtpElement.IakId, OtpElement.BootSeed, OtpElement.Lcs, OtpElement.ImplementationId,
        OtpElement.CertificationReference, OtpElement.VerificationServiceUrl, OtpElement.ProfileDefinition, OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1, OtpElement.Bl2Rotpk2,
        OtpElement.Bl2NvCounter0, OtpElement.Bl2NvCounter1, OtpElement.Bl2NvCounter2,
    ];

    private static readonly OtpElement[] Tfm15 = [.. Early, OtpElement.Bl1Rotpk0, OtpElement.Bl1NvCounter0, OtpElement.EntropySeed];

    private static readonly OtpElement[] Tfm16 =
    [
        .. Early, OtpElement.KeyBl2Encryption, OtpElement.Bl12Image, OtpElement.Bl12ImageHash, OtpElement.Bl2ImageHash, OtpElement.Bl1Rotpk0, OtpElement.Bl1NvCounter0, OtpElement.EntropySeed,
        OtpElement.SecureDebugKey,
    ];

    /// <summary>The number of an element in a release; null when the release has none for it.</summary>
    /// <param name="element">The element.</param>
    /// <param name="release">The release.</param>
    public static int? NumberOf(OtpElement element, TfmRelease release) => release switch
    {
        TfmRelease.Tfm15 => In(Tfm15, element),
        TfmRelease.Tfm16 => In(Tfm16, element),
        _ => element == OtpElement.Bl2RotpkPolicies && release != TfmRelease.Tfm23 ? null : (int)element,
    };

    /// <summary>The element of a number in a release; null when there is none.</summary>
    /// <param name="number">The number, as in a call of <c>tfm_plat_otp_write</c>.</param>
    /// <param name="release">The release.</param>
    public static OtpElement? OfNumber(int number, TfmRelease release) => release switch
    {
        TfmRelease.Tfm15 => At(Tfm15, number),
        TfmRelease.Tfm16 => At(Tfm16, number),
        _ => Enum.IsDefined((OtpElement)number) && NumberOf((OtpElement)number, release) is not null ? (OtpElement)number : null,
    };

    /// <summary>The name as TF-M's region struct has it, for example <c>bl2_rotpk_0</c>.</summary>
    /// <param name="element">The element.</param>
    public static string ToText(this OtpElement element) => element switch
    {
        OtpElement.IakLength => "iak_len",
        OtpElement.IakType => "iak_type",
        OtpElement.IakId => "iak_id",
        OtpElement.BootSeed => "boot_seed",
        OtpElement.ImplementationId => "implementation_id",
        OtpElement.CertificationReference => "cert_ref",
        OtpElement.VerificationServiceUrl => "verification_service_url",
        OtpElement.ProfileDefinition => "profile_definition",
        >= OtpElement.Bl2Rotpk0 and <= OtpElement.Bl2Rotpk3 => $"bl2_rotpk_{element - OtpElement.Bl2Rotpk0}",
        >= OtpElement.Bl2NvCounter0 and <= OtpElement.Bl2NvCounter3 => $"bl2_nv_counter_{element - OtpElement.Bl2NvCounter0}",
        >= OtpElement.NsNvCounter0 and <= OtpElement.NsNvCounter2 => $"ns_nv_counter_{element - OtpElement.NsNvCounter0}",
        OtpElement.KeyBl2Encryption => "key_bl2_encryption",
        OtpElement.Bl12Image => "bl1_2_image",
        OtpElement.Bl12ImageHash => "bl1_2_image_hash",
        OtpElement.Bl2ImageHash => "bl2_image_hash",
        OtpElement.Bl1Rotpk0 => "bl1_rotpk_0",
        OtpElement.Bl1NvCounter0 => "bl1_nv_counter_0",
        OtpElement.EntropySeed => "entropy_seed",
        OtpElement.SecureDebugKey => "secure_debug_pk",
        OtpElement.Bl2RotpkPolicies => "bl2_rotpk_policies",
        _ => element.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether an element holds a secret: its bytes are never shown.</summary>
    /// <param name="element">The element.</param>
    public static bool IsSecret(this OtpElement element) =>
        element is OtpElement.Huk or OtpElement.Guk or OtpElement.Iak or OtpElement.EntropySeed or OtpElement.KeyBl2Encryption;

    /// <summary>Whether an element is a counter in bits.</summary>
    /// <param name="element">The element.</param>
    public static bool IsCounter(this OtpElement element) =>
        element is (>= OtpElement.Bl2NvCounter0 and <= OtpElement.Bl2NvCounter3) or (>= OtpElement.NsNvCounter0 and <= OtpElement.NsNvCounter2) or OtpElement.Bl1NvCounter0;

    private static int? In(OtpElement[] list, OtpElement element) => Array.IndexOf(list, element) is >= 0 and var at ? at : null;

    private static OtpElement? At(OtpElement[] list, int number) => number >= 0 && number < list.Length ? list[number] : null;
}
