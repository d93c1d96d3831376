namespace Rootline.Formats.Psa;

/// <summary>
/// The keys of a profile's claims in the payload's map; null where the profile has no such claim. Sources: psa-attestation sections
/// 3.1 and 10.
/// </summary>
public sealed record ClaimLabels
{
    /// <summary>Keys of PSA_IOT_PROFILE_1.</summary>
    public static ClaimLabels Profile1 { get; } = new()
    {
        Profile = -75000,
        ClientId = -75001,
        Lifecycle = -75002,
        ImplementationId = -75003,
        BootSeed = -75004,
        CertificationReference = -75005,
        SoftwareComponents = -75006,
        NoSoftwareMeasurements = -75007,
        Nonce = -75008,
        InstanceId = -75009,
        VerificationService = -75010,
    };

    /// <summary>Keys of RFC 9783.</summary>
    public static ClaimLabels Rfc9783 { get; } = new()
    {
        Nonce = 10,
        InstanceId = 256,
        Profile = 265,
        BootSeed = 268,
        ClientId = 2394,
        Lifecycle = 2395,
        ImplementationId = 2396,
        CertificationReference = 2398,
        SoftwareComponents = 2399,
        VerificationService = 2400,
    };

    /// <summary>Keys of the drafts of RFC 9783: the boot seed at 2397, everything else as in the RFC.</summary>
    public static ClaimLabels Draft { get; } = Rfc9783 with { BootSeed = 2397 };

    /// <summary>Keys of the platform token of Arm CCA.</summary>
    public static ClaimLabels Cca { get; } = Rfc9783 with
    {
        BootSeed = null,
        ClientId = null,
        CertificationReference = null,
        PlatformConfig = 2401,
        HashAlgorithm = 2402,
    };

    /// <summary>Profile definition, text.</summary>
    public required long Profile { get; init; }

    /// <summary>Client id, 32 bits with a sign.</summary>
    public long? ClientId { get; init; }

    /// <summary>Security lifecycle, 16 bits.</summary>
    public required long Lifecycle { get; init; }

    /// <summary>Implementation id, 32 bytes.</summary>
    public required long ImplementationId { get; init; }

    /// <summary>Boot seed, 32 bytes; 8 to 32 after profile 1.</summary>
    public long? BootSeed { get; init; }

    /// <summary>Hardware version or certification reference, text.</summary>
    public long? CertificationReference { get; init; }

    /// <summary>Software components, array of maps.</summary>
    public required long SoftwareComponents { get; init; }

    /// <summary>That nothing was measured: the number 1, in place of the components.</summary>
    public long? NoSoftwareMeasurements { get; init; }

    /// <summary>Nonce, 32, 48 or 64 bytes.</summary>
    public required long Nonce { get; init; }

    /// <summary>Instance id, 33 bytes, the first 01.</summary>
    public required long InstanceId { get; init; }

    /// <summary>Verification service, text.</summary>
    public required long VerificationService { get; init; }

    /// <summary>Platform configuration of Arm CCA, bytes.</summary>
    public long? PlatformConfig { get; init; }

    /// <summary>Hash algorithm of Arm CCA, text.</summary>
    public long? HashAlgorithm { get; init; }
}
