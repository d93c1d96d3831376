using Rootline.Formats.Records;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>
/// What everybody may know of a bundle: all that goes into one device except its secrets. Bytes are lower-case hexadecimal digits.
/// Source of the values: tfm-provisioning sections 2.1 and 4.
/// </summary>
public sealed record BundleHeader
{
    /// <summary>The bundle's id, 32 digits, drawn at random: the device's name until it has an instance id.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the secrets were drawn from a seed and protect nothing.</summary>
    public required bool IsSeeded { get; init; }

    /// <summary>Type of the attestation key.</summary>
    public required IakType IakType { get; init; }

    /// <summary>The public attestation key as SubjectPublicKeyInfo in DER, 182 digits; null where the key is symmetric.</summary>
    public required string? IakPublicKey { get; init; }

    /// <summary>Name of the attestation key, at most 32 characters; burned only where the firmware has a place for it.</summary>
    public required string IakId { get; init; }

    /// <summary>Implementation id, 64 digits.</summary>
    public required string ImplementationId { get; init; }

    /// <summary>Certification reference, empty or as <see cref="Bundles.CertificationReference"/> says.</summary>
    public required string CertificationReference { get; init; }

    /// <summary>Address of the verification service, at most 32 characters.</summary>
    public required string VerificationServiceUrl { get; init; }

    /// <summary>Profile of the tokens, at most 48 characters; some firmware has room for 32.</summary>
    public required string ProfileDefinition { get; init; }

    /// <summary>Root of trust public keys in the order of the images: 1 to 4, all of 32, 48, 68 or 100 bytes.</summary>
    public required IReadOnlyList<string> Rotpks { get; init; }

    /// <summary>Which keys must have signed which image, a bit a key; null where the firmware has no such word.</summary>
    public required uint? RotpkPolicies { get; init; }

    /// <summary>Hash of the secure debug public key, 64 digits; null for none.</summary>
    public required string? SecureDebugKey { get; init; }

    /// <summary>
    /// Fingerprints of the secrets, by which a secret that two devices share is found: <see cref="SecretFingerprint"/> of each, in
    /// the order of <see cref="BundleSecrets"/>.
    /// </summary>
    public required IReadOnlyList<InputDigest> Fingerprints { get; init; }
}
