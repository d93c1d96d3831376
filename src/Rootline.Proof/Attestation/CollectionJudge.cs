using System.Security.Cryptography;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cca;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;

namespace Rootline.Proof.Attestation;

/// <summary>
/// Judges the two tokens of an Arm CCA realm: the realm token is signed by the key that it names, and the platform token answers the hash of
/// that key. The challenge is the realm's. Source: psa-attestation section 10.
/// </summary>
internal static class CollectionJudge
{
    /// <summary>Judges a collection.</summary>
    /// <param name="verifier">Judges the platform token.</param>
    /// <param name="token">The collection.</param>
    /// <param name="terms">What it is judged against.</param>
    public static TokenVerdict Judge(TokenVerifier verifier, ReadOnlyMemory<byte> token, TokenTerms terms)
    {
        if (!CcaToken.Parse(token).Try(out var collection, out var fault))
            return new(TokenStanding.Reject, [fault], new());
        List<Fault> reasons = [];
        var realm = Realm(collection.Realm, terms, reasons);
        byte[]? binding = realm is null ? null : RealmJudge.Binding(realm);
        if (realm is not null && binding is null)
            reasons.Add(ClaimFaults.Value.Fault("publicKeyHashAlgorithm of the realm token is not known"));
        var platform = verifier.JudgeOne(collection.Platform, terms with { Challenge = binding ?? terms.Challenge, Nonces = null });
        if (realm is not null)
            CheckProfiles(platform.Claims, realm, reasons);
        List<Fault> all = [.. platform.Reasons.Select(r => r.Code == TokenFaults.Challenge ? r with { What = "the platform token's nonce is not the hash of the realm's key" } : r), .. reasons];
        var standing = reasons.Count > 0 ? TokenStanding.Reject : platform.Standing;
        List<string> notes = [.. platform.Notes];
        if (terms.Challenge is null && terms.Nonces is null)
            notes.Add("no challenge was given: whether the realm token is fresh was not judged");
        return platform with { Standing = standing, Reasons = all, Realm = realm, Notes = notes };
    }

    private static RealmClaims? Realm(ReadOnlyMemory<byte> token, TokenTerms terms, List<Fault> reasons)
    {
        if (!CoseMessage.Parse(token).Try(out var message, out var fault) || !ClaimSet.Parse(message.Payload).Try(out var set, out fault))
        {
            reasons.Add(fault.In("realm token"));
            return null;
        }

        reasons.AddRange(message.Header.UnknownCritical.Select(l => CoseFaults.Critical.Fault($"unknown critical header parameter {l} in the realm token")));
        var claims = RealmJudge.Judge(set, reasons);
        if (claims.PublicKey is { } named)
        {
            using var key = RealmJudge.KeyOf(named);
            if (key is null)
                reasons.Add(ClaimFaults.Value.Fault("publicKey of the realm token is no key of a known form"));
            else if (key.Check(message) is { } bad)
                reasons.Add(bad.In("realm token"));
        }

        if (terms.Challenge is { } challenge && claims.Challenge is { } found && !CryptographicOperations.FixedTimeEquals(found.Span, challenge.Span))
            reasons.Add(TokenFaults.Challenge.Fault("the realm's challenge is not the one that was given"));
        if (claims.Challenge is { } answered && terms.Nonces?.Check(answered.Span, terms.Time) is { } stale)
            reasons.Add(stale);
        return claims;
    }

    private static void CheckProfiles(TokenClaims platform, RealmClaims realm, List<Fault> reasons)
    {
        bool isLegacy = platform.Profile == PsaProfile.CcaPlatformLegacy.Id();
        bool isNew = platform.Profile == PsaProfile.CcaPlatform.Id();
        bool realmIsNew = realm.Profile is "tag:arm.com,2023:realm#1.0.0" or "tag:arm.com,2024:realm#2.0.0";
        if (realm.Profile is not null && !realmIsNew)
            reasons.Add(ClaimFaults.Profile.Fault("the realm token's profile is not known"));
        else if ((isLegacy && realmIsNew) || (isNew && !realmIsNew))
            reasons.Add(ClaimFaults.Profile.Fault("the realm token's profile does not fit the platform token's"));
    }
}
