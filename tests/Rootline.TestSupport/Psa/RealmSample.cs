using Rootline.Formats.Psa;

namespace Rootline.TestSupport.Psa;

/// <summary>What the sample token of an Arm CCA realm is made of; each part can be another.</summary>
public sealed record RealmSample
{
    /// <summary>The platform token's profile.</summary>
    public PsaProfile Platform { get; init; } = PsaProfile.CcaPlatform;

    /// <summary>The realm token's profile.</summary>
    public string Profile { get; init; } = "tag:arm.com,2024:realm#2.0.0";

    /// <summary>Which hash of the realm's key the platform token answers.</summary>
    public string KeyHash { get; init; } = "sha-256";

    /// <summary>The realm's key claim; null for that of the key that signs.</summary>
    public byte[]? PublicKey { get; init; }

    /// <summary>What the platform token answers; null for the SHA-256 of the realm's key claim.</summary>
    public byte[]? Binding { get; init; }
}
