using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Rules;

/// <summary>The sets of rules by name, and which of them judges a token.</summary>
public static class ProfileRuleSets
{
    /// <summary>The token's own profile decides.</summary>
    public const string Any = "any";

    /// <summary>RFC 9783, profile <c>tag:psacertified.org,2023:psa#tfm</c>.</summary>
    public static ProfileRules Rfc9783 { get; } = new()
    {
        Name = "rfc9783",
        Labels = ClaimLabels.Rfc9783,
        Profiles = [PsaProfile.Rfc9783],
        WantsProfile = true,
        MinBootSeed = 8,
    };

    /// <summary>PSA_IOT_PROFILE_1, strict: a signer id in every component.</summary>
    public static ProfileRules Profile1 { get; } = new()
    {
        Name = "psa-iot-profile-1",
        Labels = ClaimLabels.Profile1,
        Profiles = [PsaProfile.IotProfile1],
        WantsBootSeed = true,
        Reference = ReferenceForm.EanOrLong,
    };

    /// <summary>The drafts of RFC 9783, profile <c>http://arm.com/psa/2.0.0</c>; a boot seed at the RFC's place is taken too.</summary>
    public static ProfileRules Draft { get; } = new()
    {
        Name = "veraison-p2",
        Labels = ClaimLabels.Draft,
        Profiles = [PsaProfile.Psa2Draft],
        WantsProfile = true,
        MinBootSeed = 8,
        OtherBootSeed = ClaimLabels.Rfc9783.BootSeed,
        Reference = ReferenceForm.EanOrLong,
    };

    /// <summary>The platform token of Arm CCA.</summary>
    public static ProfileRules Cca { get; } = new()
    {
        Name = "cca",
        Labels = ClaimLabels.Cca,
        Profiles = [PsaProfile.CcaPlatform, PsaProfile.CcaPlatformLegacy],
        WantsProfile = true,
    };

    /// <summary>What TF-M's iat-verifier wants of a token of profile 1: any text as profile, hashes of at least 32 bytes, no signer id.</summary>
    public static ProfileRules IatVerifier { get; } = new()
    {
        Name = "iat-verifier",
        Labels = ClaimLabels.Profile1,
        Profiles = [],
        WantsBootSeed = true,
        MaxBootSeed = int.MaxValue,
        WantsSigner = false,
        AtLeast32 = true,
    };

    // The same tool for the token of the drafts.
    private static readonly ProfileRules IatVerifierDraft = IatVerifier with { Labels = ClaimLabels.Draft, WantsProfile = true };
    private static readonly ProfileRules[] Named = [Rfc9783, Profile1, Draft, Cca, IatVerifier];

    /// <summary>The names, <see cref="Any"/> first; <c>veraison-json</c> means the same for claim sets in JSON.</summary>
    public static IReadOnlyList<string> Names { get; } = [Any, .. Named.Select(r => r.Name), "veraison-json"];

    /// <summary>The rules that judge a token.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="claims">The token's claims.</param>
    /// <returns>The rules, or a fault when the token's profile is not known.</returns>
    public static Parsed<ProfileRules> For(string name, ClaimSet claims)
    {
        var profile = claims.Find(ClaimLabels.Rfc9783.Profile);
        if (name == IatVerifier.Name)
            return profile is null ? IatVerifier : IatVerifierDraft;
        if (Named.FirstOrDefault(r => r.Name == name) is { } chosen)
            return chosen;
        // Without a profile claim it is the first profile, whose own claim is optional (section 3.1).
        if (profile is not { } claim)
            return Profile1;
        if (claim.Text is not { } text)
            return ClaimFaults.Type.Fault($"profile is {claim.Kind}");
        return PsaProfiles.Find(text) is { } known && Named.FirstOrDefault(r => r.Profiles.Contains(known) && r != Profile1) is { } rules
            ? rules
            : ClaimFaults.Profile.Fault($"unknown profile {Shown.Text(text)}");
    }
}
