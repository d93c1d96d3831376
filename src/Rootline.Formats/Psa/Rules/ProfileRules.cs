namespace Rootline.Formats.Psa.Rules;

/// <summary>What one profile, or one other verifier, wants of a token's claims. Sources: psa-attestation sections 3, 7, 8 and 10.</summary>
public sealed record ProfileRules
{
    /// <summary>The name by which the rules are chosen.</summary>
    public required string Name { get; init; }

    /// <summary>Where the claims are.</summary>
    public required ClaimLabels Labels { get; init; }

    /// <summary>The profiles whose tokens these rules judge; empty for any text.</summary>
    public required IReadOnlyList<PsaProfile> Profiles { get; init; }

    /// <summary>Whether the profile claim must be there.</summary>
    public bool WantsProfile { get; init; }

    /// <summary>Whether the boot seed must be there; it is not judged where the profile has none.</summary>
    public bool WantsBootSeed { get; init; }

    /// <summary>A second place of the boot seed, looked at when the first is empty.</summary>
    public long? OtherBootSeed { get; init; }

    /// <summary>The shortest boot seed in bytes.</summary>
    public int MinBootSeed { get; init; } = 32;

    /// <summary>The longest boot seed in bytes.</summary>
    public int MaxBootSeed { get; init; } = 32;

    /// <summary>Whether every software component must have a signer id.</summary>
    public bool WantsSigner { get; init; } = true;

    /// <summary>Whether measurements and signer ids are of at least 32 bytes; otherwise of 32, 48 or 64.</summary>
    public bool AtLeast32 { get; init; }

    /// <summary>Form of the certification reference.</summary>
    public ReferenceForm Reference { get; init; }

    /// <summary>The claims' own words for what a hash may be.</summary>
    public string HashLengths => AtLeast32 ? "at least 32" : "32, 48 or 64";

    /// <summary>Whether a measurement or signer id may have a length.</summary>
    /// <param name="length">Bytes.</param>
    public bool IsHashLength(int length) => AtLeast32 ? length >= 32 : length is 32 or 48 or 64;
}
