namespace Rootline.Services.Attestation;

/// <summary>What the platform knows and the token tells. Source: psa-attestation section 3.6.</summary>
public enum AttestationItem
{
    /// <summary>Implementation id, 32 bytes.</summary>
    ImplementationId,

    /// <summary>Boot seed, 32 bytes.</summary>
    BootSeed,

    /// <summary>Certification reference: UTF-8, ended by a zero byte or the end.</summary>
    CertificationReference,

    /// <summary>Address of the verification service: UTF-8, ended by a zero byte or the end.</summary>
    VerificationService,

    /// <summary>Profile, where the platform has one of its own: UTF-8, ended by a zero byte or the end.</summary>
    Profile,

    /// <summary>Name of the attestation key, for a symmetric one: up to 32 bytes, ended by a zero byte or the end.</summary>
    KeyId,

    /// <summary>Name of the platform's hash algorithm (Arm CCA): UTF-8.</summary>
    HashAlgorithm,

    /// <summary>Platform configuration (Arm CCA): up to 32 bytes.</summary>
    PlatformConfiguration,
}
