namespace Rootline.Formats.Psa;

/// <summary>The claims of a token, whatever its profile; null where a claim is not there. Source: psa-attestation sections 3.1 and 10.</summary>
public sealed record TokenClaims
{
    /// <summary>The profile claim's text.</summary>
    public string? Profile { get; init; }

    /// <summary>Nonce: the challenge, 32, 48 or 64 bytes.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>Client id: negative for a caller of the non-secure side, positive for a secure partition.</summary>
    public long? ClientId { get; init; }

    /// <summary>Security lifecycle as the claim has it; <see cref="SecurityLifecycles.Of"/> tells the state.</summary>
    public long? Lifecycle { get; init; }

    /// <summary>Implementation id, 32 bytes.</summary>
    public ReadOnlyMemory<byte>? ImplementationId { get; init; }

    /// <summary>Boot seed, 8 to 32 bytes.</summary>
    public ReadOnlyMemory<byte>? BootSeed { get; init; }

    /// <summary>Instance id, 33 bytes, the first 01.</summary>
    public ReadOnlyMemory<byte>? InstanceId { get; init; }

    /// <summary>Certification reference, or hardware version.</summary>
    public string? CertificationReference { get; init; }

    /// <summary>Verification service.</summary>
    public string? VerificationService { get; init; }

    /// <summary>The software components; null where there is no list.</summary>
    public IReadOnlyList<SoftwareComponent>? SoftwareComponents { get; init; }

    /// <summary>Value of the claim that nothing was measured: 1.</summary>
    public long? NoSoftwareMeasurements { get; init; }

    /// <summary>Platform configuration of Arm CCA.</summary>
    public ReadOnlyMemory<byte>? PlatformConfig { get; init; }

    /// <summary>Hash algorithm of Arm CCA.</summary>
    public string? HashAlgorithm { get; init; }
}
