namespace Rootline.Formats.Tfm.Bundles;

/// <summary>A bundle as it lies on a disk: its open part, and its secrets sealed for one key. Its bytes are those of <see cref="BundleFileJson"/>.</summary>
public sealed record BundleFile
{
    /// <summary>The version written today.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The open part.</summary>
    public required BundleHeader Header { get; init; }

    /// <summary>Whose key it is sealed for: SHA-256 of its SubjectPublicKeyInfo, 64 digits.</summary>
    public required string SealedFor { get; init; }

    /// <summary>The seal's own public key, X‖Y of P-256, 128 digits.</summary>
    public required string Ephemeral { get; init; }

    /// <summary>The sealed secrets: AES-256-GCM ciphertext then tag of 16 bytes, in digits.</summary>
    public required string Box { get; init; }
}
