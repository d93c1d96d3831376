using Rootline.Formats.Tfm;

namespace Rootline.Oem.Tfm;

/// <summary>What the OEM asks of the bundles of one product: all that is the same in each.</summary>
public sealed record BundleOrder
{
    /// <summary>Type of the attestation keys.</summary>
    public IakType IakType { get; init; } = IakType.SecpR1;

    /// <summary>Name of the attestation keys.</summary>
    public string IakId { get; init; } = "";

    /// <summary>Implementation id, 32 bytes.</summary>
    public required byte[] ImplementationId { get; init; }

    /// <summary>Certification reference, or empty.</summary>
    public string CertificationReference { get; init; } = "";

    /// <summary>Address of the verification service, or empty.</summary>
    public string VerificationServiceUrl { get; init; } = "";

    /// <summary>Profile of the tokens.</summary>
    public required string ProfileDefinition { get; init; }

    /// <summary>Root of trust public keys as one-time memory holds them, in the order of the images.</summary>
    public required IReadOnlyList<byte[]> Rotpks { get; init; }

    /// <summary>Key policies, or null.</summary>
    public uint? RotpkPolicies { get; init; }

    /// <summary>Hash of the secure debug public key, 32 bytes, or null.</summary>
    public byte[]? SecureDebugKey { get; init; }
}
