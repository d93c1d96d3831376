using System.Text.Json;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Proof.Attestation;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Proof.Attestation;

public sealed class TfmTokenTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Tokens_of_a_running_TF_M_are_accepted_with_their_key_and_challenge()
    {
        var standings = new Dictionary<TokenStanding, int>();
        foreach (var token in TfmToken.All)
        {
            var verdict = Judge(token, new() { Challenge = token.Nonce });
            var expected = token.Device == "dummy" ? TokenStanding.Reject : token.Name.Contains("lcsunknown", StringComparison.Ordinal) ? TokenStanding.Untrusted : TokenStanding.Accept;
            Assert.True(expected == verdict.Standing, $"{token.Name}: {verdict.Name}, {string.Join("; ", verdict.Reasons)}");
            standings[expected] = standings.GetValueOrDefault(expected) + 1;
        }

        output.Tell($"tokens of a running TF-M judged: {string.Join(", ", standings.Select(s => $"{s.Value} {s.Key}"))}");
        Assert.Equal((27, 6, 1), (standings[TokenStanding.Accept], standings[TokenStanding.Reject], standings[TokenStanding.Untrusted]));
    }

    [VectorFact]
    public void A_token_of_dummy_provisioning_is_refused_by_name_and_noted_as_dummy_where_it_is_asked_for()
    {
        foreach (var token in TfmToken.All.Where(t => t.Device == "dummy"))
        {
            var refused = Judge(token, new() { Challenge = token.Nonce });
            Assert.Equal(TokenFaults.PublishedKey, Assert.Single(refused.Reasons).Code);
            var rehearsed = Judge(token, new() { Challenge = token.Nonce, AllowsPublishedKeys = true });
            Assert.True(rehearsed.Ok);
            Assert.Equal("TF-M's default attestation key", rehearsed.PublishedKey);
            Assert.Contains(rehearsed.Notes, n => n.StartsWith("DUMMY", StringComparison.Ordinal));
        }
    }

    [VectorFact]
    public void An_unknown_lifecycle_is_untrusted_and_says_so()
    {
        var token = TfmToken.All.Single(t => t.Name.Contains("lcsunknown", StringComparison.Ordinal));
        var reason = Assert.Single(Judge(token, new() { Challenge = token.Nonce }).Reasons);
        Assert.Equal("attest-lifecycle: lifecycle unknown (0x0000) is not to be trusted", reason.ToString());
    }

    [VectorFact]
    public void The_text_that_TF_M_2_2_writes_over_is_tolerated_and_noted()
    {
        foreach (var token in TfmToken.All.Where(t => t.Name.StartsWith("v22_cca", StringComparison.Ordinal)))
        {
            var verdict = Judge(token, new() { Challenge = token.Nonce });
            Assert.True(verdict.Ok);
            Assert.Contains(verdict.Notes, n => n.StartsWith("hashAlgorithm is not UTF-8", StringComparison.Ordinal));
        }
    }

    [VectorFact]
    public void Another_devices_key_and_another_challenge_are_refused()
    {
        foreach (var token in TfmToken.All)
        {
            Assert.Contains(Judge(token, new() { Challenge = new byte[token.Nonce.Length], AllowsPublishedKeys = true }).Reasons, r => r.Code == TokenFaults.Challenge);
            Assert.Contains(Judge(token, new() { Challenge = token.Nonce.Concat(new byte[16]).ToArray(), AllowsPublishedKeys = true }).Reasons, r => r.Code == TokenFaults.Challenge);
            using var other = TokenSamples.Key("another");
            using var key = TokenKey.FromPoint(other.PublicKey.Raw)!;
            var code = Assert.Single(new TokenVerifier(new OneTokenKey(key)).Judge(token.Bytes, new() { AllowsPublishedKeys = true }).Reasons).Code;
            Assert.Equal(token.Tag == 17 ? TokenKeyFaults.Kind : TokenKeyFaults.Signature, code);
        }
    }

    [VectorFact]
    public void The_claims_are_those_that_an_independent_reader_found()
    {
        foreach (var token in TfmToken.All)
        {
            var claims = Judge(token, new() { AllowsPublishedKeys = true }).Claims;
            var expected = token.Row.GetProperty("claims");
            var labels = claims.Profile is { } id ? PsaProfiles.Find(id)!.Value.Labels() : ClaimLabels.Profile1;
            Assert.Equal(Hex(expected, labels.Nonce), Hex(claims.Nonce));
            Assert.Equal(Hex(expected, labels.InstanceId), Hex(claims.InstanceId));
            Assert.Equal(Hex(expected, labels.ImplementationId), Hex(claims.ImplementationId));
            Assert.Equal(Hex(expected, labels.BootSeed), Hex(claims.BootSeed));
            Assert.Equal(Of(expected, labels.ClientId)?.GetInt64(), claims.ClientId);
            Assert.Equal(Of(expected, labels.Lifecycle)?.GetInt64(), claims.Lifecycle);
            Assert.Equal(Of(expected, labels.CertificationReference)?.GetString(), claims.CertificationReference);
            Assert.Equal(Of(expected, labels.VerificationService)?.GetString(), claims.VerificationService);
            Assert.Equal(Of(expected, labels.SoftwareComponents)?.EnumerateArray().Select(c => Hex(c, 2)), claims.SoftwareComponents?.Select(c => Hex(c.MeasurementValue)));
            Assert.Equal(Of(expected, labels.SoftwareComponents)?.EnumerateArray().Select(c => Of(c, 1)?.GetString()), claims.SoftwareComponents?.Select(c => c.MeasurementType));
        }
    }

    private static TokenVerdict Judge(TfmToken token, TokenTerms terms)
    {
        using var key = token.Tag == 17
            ? TokenKeyFile.Read(token.OfDevice("iak")).OrThrow()
            : TokenKeyFile.Read(Vectors.Read($"tfm/devices/{token.Device}_iak_pub.pem")).OrThrow();
        return new TokenVerifier(new OneTokenKey(key)).Judge(token.Bytes, terms);
    }

    private static string? Hex(ReadOnlyMemory<byte>? bytes) => bytes is { } found ? Convert.ToHexStringLower(found.Span) : null;

    private static string? Hex(JsonElement claims, long? label) => Of(claims, label)?.GetProperty("bytes").GetString();

    private static JsonElement? Of(JsonElement claims, long? label) =>
        label is { } key && claims.TryGetProperty($"{key}", out var value) ? value : default(JsonElement?);
}
