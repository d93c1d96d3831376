namespace Rootline.Formats.Psa;

/// <summary>The profiles of tokens that are read and written here. Source: psa-attestation section 3.2.</summary>
public enum PsaProfile
{
    /// <summary><c>PSA_IOT_PROFILE_1</c>: TF-M's default.</summary>
    IotProfile1,

    /// <summary><c>http://arm.com/psa/2.0.0</c>: the drafts of RFC 9783, with the boot seed at 2397.</summary>
    Psa2Draft,

    /// <summary><c>tag:psacertified.org,2023:psa#tfm</c>: RFC 9783.</summary>
    Rfc9783,

    /// <summary><c>tag:arm.com,2023:cca_platform#1.0.0</c>: the platform token of Arm CCA.</summary>
    CcaPlatform,

    /// <summary><c>http://arm.com/CCA-SSD/1.0.0</c>: the platform token of Arm CCA before.</summary>
    CcaPlatformLegacy,
}
