namespace Rootline.Formats.Tfm;

/// <summary>Elements of a TF-M platform's one-time memory; the numbers are those of TF-M 1.7 and later. Source: tfm-provisioning section 2.1.</summary>
public enum OtpElement
{
    /// <summary>Hardware unique key.</summary>
    Huk = 0,

    /// <summary>Group unique key; no default memory has it.</summary>
    Guk = 1,

    /// <summary>Initial attestation key.</summary>
    Iak = 2,

    /// <summary>Length of the attestation key.</summary>
    IakLength = 3,

    /// <summary>Type of the attestation key.</summary>
    IakType = 4,

    /// <summary>Name of the attestation key.</summary>
    IakId = 5,

    /// <summary>Boot seed.</summary>
    BootSeed = 6,

    /// <summary>Life cycle state.</summary>
    Lcs = 7,

    /// <summary>Implementation id.</summary>
    ImplementationId = 8,

    /// <summary>Certification reference.</summary>
    CertificationReference = 9,

    /// <summary>Address of the verification service.</summary>
    VerificationServiceUrl = 10,

    /// <summary>Profile.</summary>
    ProfileDefinition = 11,

    /// <summary>Root of trust public key of the first image; those of three more follow.</summary>
    Bl2Rotpk0 = 12,

    /// <summary>Root of trust public key of the second image.</summary>
    Bl2Rotpk1 = 13,

    /// <summary>Root of trust public key of the third image.</summary>
    Bl2Rotpk2 = 14,

    /// <summary>Root of trust public key of the fourth image.</summary>
    Bl2Rotpk3 = 15,

    /// <summary>Security counter of the first image; those of three more follow.</summary>
    Bl2NvCounter0 = 16,

    /// <summary>Security counter of the second image.</summary>
    Bl2NvCounter1 = 17,

    /// <summary>Security counter of the third image.</summary>
    Bl2NvCounter2 = 18,

    /// <summary>Security counter of the fourth image.</summary>
    Bl2NvCounter3 = 19,

    /// <summary>First counter of the non-secure side; two more follow.</summary>
    NsNvCounter0 = 20,

    /// <summary>Second counter of the non-secure side.</summary>
    NsNvCounter1 = 21,

    /// <summary>Third counter of the non-secure side.</summary>
    NsNvCounter2 = 22,

    /// <summary>Key that the second boot stage's image is encrypted with.</summary>
    KeyBl2Encryption = 23,

    /// <summary>Image of the second part of the first boot stage.</summary>
    Bl12Image = 24,

    /// <summary>Hash of that image.</summary>
    Bl12ImageHash = 25,

    /// <summary>Hash of the second boot stage's image.</summary>
    Bl2ImageHash = 26,

    /// <summary>Root of trust public key of the first boot stage.</summary>
    Bl1Rotpk0 = 27,

    /// <summary>Counter of the first boot stage.</summary>
    Bl1NvCounter0 = 28,

    /// <summary>Entropy seed.</summary>
    EntropySeed = 29,

    /// <summary>Secure debug public key.</summary>
    SecureDebugKey = 30,

    /// <summary>Which keys must have signed which image.</summary>
    Bl2RotpkPolicies = 31,
}
