using System.Security.Cryptography;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cca;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;

namespace Rootline.Proof.Attestation;

/// <summary>
/// Judges attestation tokens, one or many, in the order of psa-attestation section 6: form, header, signature, payload, claims,
/// freshness, policy. It goes on after a fault wherever it can, so that a verdict names everything. For one thread at a time.
/// </summary>
/// <param name="keys">Where keys are found.</param>
public sealed class TokenVerifier(ITokenKeys keys)
{
    /// <summary>The longest token in bytes: TF-M's have under 600, a CCA collection a few thousand.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Judges a token.</summary>
    /// <param name="token">COSE_Sign1, COSE_Mac0 or the collection of an Arm CCA realm; the verdict keeps slices of it.</param>
    /// <param name="terms">What it is judged against.</param>
    public TokenVerdict Judge(ReadOnlyMemory<byte> token, TokenTerms terms)
    {
        if (token.Length > MaxLength)
            return Malformed(CoseFaults.Envelope.Fault($"{token.Length} bytes, at most {MaxLength} are read"));
        return CcaToken.IsOne(token) ? CollectionJudge.Judge(this, token, terms) : JudgeOne(token, terms);
    }

    /// <summary>Judges a token that is no collection, so that collections in collections go nowhere.</summary>
    /// <param name="token">COSE_Sign1 or COSE_Mac0.</param>
    /// <param name="terms">What it is judged against.</param>
    internal TokenVerdict JudgeOne(ReadOnlyMemory<byte> token, TokenTerms terms)
    {
        if (!CoseMessage.Parse(token).Try(out var message, out var fault))
            return Malformed(fault);
        List<Fault> reasons = [.. message.Header.UnknownCritical.Select(l => CoseFaults.Critical.Fault($"unknown critical header parameter {l}"))];
        bool isMap = ClaimSet.Parse(message.Payload).Try(out var set, out var malformed);
        var anchor = keys.Find(message, isMap ? Claimed(set!) : default);
        AddSignature(message, anchor?.Key, isMap ? set : null, reasons);
        if (keys.Revocation(message, isMap ? Claimed(set!) : default) is { } revoked)
            reasons.Add(revoked);
        string? published = anchor is null ? null : PublishedKeys.NameOf(anchor.Key);
        if (!isMap)
            return new(TokenStanding.Reject, [.. reasons, malformed!], new()) { Algorithm = message.Header.Algorithm, PublishedKey = published };
        var judged = JudgedClaims.Of(set!, terms.RuleSet);
        published ??= judged.Claims.InstanceId is { } id ? PublishedKeys.NameOf(id.Span) : null;
        reasons.AddRange(judged.Reasons);
        // The key was found by one id: another one must not be told as the device's.
        if (judged.Claims.InstanceId is { } told && !Claimed(set!).SequenceEqual(told.Span))
            reasons.Add(ClaimFaults.Value.Fault("instanceId stands twice, as two profiles write it, with two values"));
        if (anchor?.ImplementationId is { } known && judged.Claims.ImplementationId is { } attested && !known.Span.SequenceEqual(attested.Span))
            reasons.Add(TokenFaults.Policy.Fault("implementationId is not the one that is known of this device"));
        List<string> notes = [.. judged.Notes];
        AddPublished(published, terms, reasons, notes);
        return Settle(judged.Claims, reasons, notes, terms, message.Header.Algorithm) with { PublishedKey = published };
    }

    /// <summary>Judges a claim set alone. Nobody signed it: what it says is anybody's word.</summary>
    /// <param name="payload">A CBOR map.</param>
    /// <param name="terms">What it is judged against.</param>
    public static TokenVerdict JudgeClaims(ReadOnlyMemory<byte> payload, TokenTerms terms)
    {
        if (!ClaimSet.Parse(payload).Try(out var set, out var fault))
            return Malformed(fault);
        var judged = JudgedClaims.Of(set, terms.RuleSet);
        return Settle(judged.Claims, [.. judged.Reasons], [.. judged.Notes, "a claim set without a signature: it proves nothing"], terms, null);
    }

    private static TokenVerdict Malformed(Fault fault) => new(TokenStanding.Reject, [fault], new());

    // The payload is not trusted yet: whatever it claims, a key that does not verify it is refused.
    private static ReadOnlySpan<byte> Claimed(ClaimSet set) => set.InstanceId is { } bytes ? bytes.Span : default;

    private void AddSignature(CoseMessage message, TokenKey? key, ClaimSet? set, List<Fault> reasons)
    {
        if (key is null)
        {
            if (TokenKey.LengthFault(message) is { } length)
                reasons.Add(length);
            if (keys.WhyNot(message, set is null ? default : Claimed(set)) is { } refused)
            {
                reasons.Add(refused);
                return;
            }

            string whose = set is not null && Claimed(set) is { Length: > 0 } id ? $"instance id {Convert.ToHexStringLower(id)}" : "a token without an instance id";
            reasons.Add(TokenFaults.KeyUnknown.Fault($"no key is known for {whose}"));
        }
        else if (key.Check(message) is { } fault)
        {
            reasons.Add(fault.Code == TokenKeyFaults.Signature && set is not null && AsksForShortCircuit(set) ? fault with { What = $"{fault.What}; its nonce asks for TF-M's test signature, which is made without a key" } : fault);
        }
    }

    private static bool AsksForShortCircuit(ClaimSet set) =>
        (set.Find(ClaimLabels.Rfc9783.Nonce) ?? set.Find(ClaimLabels.Profile1.Nonce))?.Bytes is { } nonce && nonce.Span.StartsWith(NonceRule.ShortCircuit);

    private static void AddPublished(string? published, TokenTerms terms, List<Fault> reasons, List<string> notes)
    {
        if (published is null)
            return;
        if (terms.AllowsPublishedKeys)
            notes.Add($"DUMMY: made with {published}, whose private half everybody knows: the token proves nothing");
        else
            reasons.Add(TokenFaults.PublishedKey.Fault($"made with {published}, whose private half everybody knows"));
    }

    private static void AddFreshness(TokenClaims claims, TokenTerms terms, List<Fault> reasons, List<string> notes)
    {
        if (terms.Challenge is null && terms.Nonces is null)
            notes.Add("no challenge was given: whether the token is fresh was not judged");
        if (claims.Nonce is not { } nonce)
            return;
        if (terms.Challenge is { } challenge && !CryptographicOperations.FixedTimeEquals(nonce.Span, challenge.Span))
            reasons.Add(TokenFaults.Challenge.Fault(nonce.Length == challenge.Length ? "the nonce is not the challenge" : $"the nonce has {nonce.Length} bytes, the challenge {challenge.Length}"));
        if (terms.Nonces?.Check(nonce.Span, terms.Time) is { } stale)
            reasons.Add(stale);
    }

    private static TokenVerdict Settle(TokenClaims claims, List<Fault> reasons, List<string> notes, TokenTerms terms, CoseAlgorithm? algorithm)
    {
        AddFreshness(claims, terms, reasons, notes);
        if (terms.BootSeed is { } seed && !(claims.BootSeed is { } found && found.Span.SequenceEqual(seed.Span)))
            reasons.Add(TokenFaults.BootSeed.Fault("the boot seed is not the one that was given"));
        reasons.AddRange(PolicyCheck.FaultsOf(terms.Policy, claims, algorithm));
        if (reasons.Count > 0)
            return new(TokenStanding.Reject, reasons, claims) { Notes = notes, Algorithm = algorithm };
        long value = claims.Lifecycle ?? 0;
        var state = SecurityLifecycles.Of(value) ?? SecurityLifecycle.Unknown;
        if (PolicyCheck.Trusts(terms.Policy, state))
            return new(TokenStanding.Accept, [], claims) { Notes = notes, Algorithm = algorithm };
        var untrusted = TokenFaults.Lifecycle.Fault($"lifecycle {state.Name()} (0x{value:x4}) is not to be trusted{(state.IsTrusted() ? " by the policy" : "")}");
        return new(TokenStanding.Untrusted, [untrusted], claims) { Notes = notes, Algorithm = algorithm };
    }
}
