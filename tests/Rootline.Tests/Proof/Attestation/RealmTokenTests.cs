using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;
using Rootline.Proof.Attestation;
using Rootline.TestSupport.Psa;
using Xunit;

namespace Rootline.Tests.Proof.Attestation;

/// <summary>What binds the two tokens of an Arm CCA realm to each other, and to the challenge.</summary>
public sealed class RealmTokenTests
{
    private const string NoChallenge = "no challenge was given: whether the realm token is fresh was not judged";
    private static readonly byte[] Challenge = TokenSamples.Bytes("realm challenge", 64);

    [Fact]
    public void A_realm_token_in_order_is_accepted_and_says_whether_its_challenge_was_judged()
    {
        var fresh = Judge(new(), Challenge);
        Assert.True(fresh.Ok, string.Join("; ", fresh.Reasons));
        Assert.DoesNotContain(NoChallenge, fresh.Notes);
        var unasked = Judge(new(), null);
        Assert.True(unasked.Ok);
        Assert.Contains(NoChallenge, unasked.Notes);
    }

    [Fact]
    public void The_realm_answers_the_challenge_and_not_the_platform()
    {
        var verdict = Judge(new(), new byte[64]);
        Assert.Equal(TokenStanding.Reject, verdict.Standing);
        Assert.Equal((TokenFaults.Challenge, "the realm's challenge is not the one that was given"), Only(verdict));
    }

    [Fact]
    public void A_platform_token_of_another_realm_is_refused_in_words_that_say_so()
    {
        var verdict = Judge(new() { Binding = TokenSamples.Bytes("another realm's", 32) }, Challenge);
        Assert.Equal(TokenStanding.Reject, verdict.Standing);
        Assert.Equal((TokenFaults.Challenge, "the platform token's nonce is not the hash of the realm's key"), Only(verdict));
    }

    [Fact]
    public void An_unknown_hash_of_the_realm_s_key_binds_nothing_and_is_refused()
    {
        var verdict = Judge(new() { KeyHash = "md5" }, null);
        Assert.Equal(TokenStanding.Reject, verdict.Standing);
        Assert.Equal((ClaimFaults.Value, "publicKeyHashAlgorithm of the realm token is not known"), Only(verdict));
    }

    [Fact]
    public void A_realm_key_of_no_known_form_is_refused()
    {
        var verdict = Judge(new() { PublicKey = [0xA1, 0x01, 0x03] }, Challenge);
        Assert.Equal(TokenStanding.Reject, verdict.Standing);
        Assert.Equal((ClaimFaults.Value, "publicKey of the realm token is no key of a known form"), Only(verdict));
    }

    [Fact]
    public void A_realm_token_that_names_another_key_than_the_one_that_signed_it_is_refused()
    {
        using var other = TokenSamples.Key("another realm");
        var verdict = Judge(new() { PublicKey = InstanceId.CoseKey(other.PublicKey.Raw) }, Challenge);
        Assert.Equal(TokenStanding.Reject, verdict.Standing);
        Assert.Equal(TokenKeyFaults.Signature, Only(verdict).Code);
    }

    [Theory]
    [InlineData(PsaProfile.CcaPlatform, "tag:arm.com,2023:realm#1.0.0", null)]
    [InlineData(PsaProfile.CcaPlatformLegacy, "tag:arm.com,2024:realm#2.0.0", "the realm token's profile does not fit the platform token's")]
    [InlineData(PsaProfile.CcaPlatformLegacy, "tag:arm.com,2023:realm#1.0.0", "the realm token's profile does not fit the platform token's")]
    [InlineData(PsaProfile.CcaPlatform, "tag:example.com,2023:realm#1.0.0", "the realm token's profile is not known")]
    public void The_profiles_of_the_two_tokens_fit_each_other(PsaProfile platform, string realm, string? refusal)
    {
        var verdict = Judge(new() { Platform = platform, Profile = realm }, Challenge);
        Assert.Equal(refusal, verdict.Reasons.Where(r => r.Code == ClaimFaults.Profile).Select(r => r.What).SingleOrDefault());
        Assert.Equal(refusal is null, verdict.Ok);
    }

    private static (Rootline.Core.Faults.FaultCode Code, string What) Only(TokenVerdict verdict)
    {
        var reason = Assert.Single(verdict.Reasons);
        return (reason.Code, reason.What);
    }

    private static TokenVerdict Judge(RealmSample sample, byte[]? challenge)
    {
        using var device = TokenSamples.Key();
        using var key = TokenKey.FromPoint(device.PublicKey.Raw) ?? throw new InvalidOperationException("no key");
        return new TokenVerifier(new OneTokenKey(key)).Judge(TokenSamples.Realm(sample), new() { Challenge = challenge is null ? default(ReadOnlyMemory<byte>?) : challenge });
    }
}
