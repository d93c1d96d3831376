using System.Text.Json;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;
using Rootline.Proof.Attestation;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Proof.Attestation;

public sealed class AttestationIndexTests(ITestOutputHelper output)
{
    // Both made with TF-M's default key, which the index accepts as a signature and the product refuses as a key.
    private static readonly string[] MadeWithPublishedKey = ["psatoken-tfm-2_0_0-sign1.cbor", "psatoken-tfm-iot-1-sign1.cbor"];

    [VectorFact]
    public void Every_row_gets_the_verdict_of_the_index_for_the_reasons_of_the_index()
    {
        foreach (var vector in AttestationVector.All)
        {
            var verdict = Judge(vector, allowsPublished: true);
            string found = $"{vector.File}: {verdict.Name}, {string.Join("; ", verdict.Reasons)}";
            Assert.True(vector.Overall == verdict.Name, found);
            if (verdict.Standing == TokenStanding.Reject)
                CheckReasons(vector, verdict, found);
        }

        output.Tell($"attestation vectors judged: {AttestationVector.All.Count}");
        Assert.Equal(121, AttestationVector.All.Count);
    }

    [VectorFact]
    public void A_published_key_is_refused_by_its_name_unless_it_is_asked_for()
    {
        var made = AttestationVector.All.Where(v => v.Key?.Contains("tfm-default", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(4, made.Count);
        foreach (var vector in made)
        {
            var verdict = Judge(vector, allowsPublished: false);
            Assert.Equal(TokenStanding.Reject, verdict.Standing);
            Assert.Contains(verdict.Reasons, r => r.Code == TokenFaults.PublishedKey && r.What.Contains("TF-M's default", StringComparison.Ordinal));
            Assert.Equal(MadeWithPublishedKey.Contains(vector.File), Judge(vector, allowsPublished: true).Ok);
        }
    }

    [VectorFact]
    public void Claim_sets_in_JSON_are_judged_by_both_profiles_as_their_notes_say()
    {
        int judged = 0;
        foreach (var vector in AttestationVector.All.Where(v => v.Wrap == "claims-json"))
        {
            foreach (string part in vector.Note.Split(';', StringSplitOptions.TrimEntries))
            {
                string rules = part.Contains("PSA_IOT_PROFILE_1", StringComparison.Ordinal) ? ProfileRuleSets.Profile1.Name : ProfileRuleSets.Draft.Name;
                if (part.EndsWith("not-tested", StringComparison.Ordinal))
                    continue;
                judged++;
                bool valid = JudgeJson(vector, rules).Ok;
                Assert.True(valid == part.EndsWith(": valid", StringComparison.Ordinal), $"{vector.File} by {rules}");
            }
        }

        output.Tell($"claim sets in JSON judged by a profile: {judged}");
        Assert.Equal(64, judged);
    }

    [VectorFact]
    public void The_claims_of_the_index_are_those_that_are_told()
    {
        int compared = 0;
        foreach (var vector in AttestationVector.All.Where(v => v.Overall == "accept" && v.Row.TryGetProperty("claims", out _) && v.Wrap != "claims-json"))
        {
            var told = JsonDocument.Parse(JsonOf(Judge(vector, allowsPublished: true))).RootElement.GetProperty("claims");
            foreach (var claim in vector.Row.GetProperty("claims").EnumerateObject())
            {
                string name = claim.Name switch { "2401" => "platformConfig", "2402" => "hashAlgorithm", "noSwMeasurements" => "noSoftwareMeasurements", var same => same };
                if (IsKnown(name))
                    Compare($"{vector.File}: {name}", claim.Value, told.GetProperty(name), ref compared);
            }
        }

        output.Tell($"claims compared with the index: {compared}");
        Assert.InRange(compared, 400, 2000);
    }

    internal static TokenVerdict Judge(AttestationVector vector, bool allowsPublished)
    {
        var terms = new TokenTerms
        {
            RuleSet = vector.RuleSet,
            Challenge = vector.Challenge is { } challenge ? Convert.FromHexString(challenge) : default(ReadOnlyMemory<byte>?),
            AllowsPublishedKeys = allowsPublished,
        };
        if (vector.Wrap == "claims-json")
            return JudgeJson(vector, vector.RuleSet);
        if (vector.IsUnsigned)
            return TokenVerifier.JudgeClaims(vector.Bytes, terms);
        using var key = TokenKeyFile.Read(Vectors.Read($"attestation/{vector.Key ?? "keys/own-p256-pub.pem"}")).OrThrow();
        return new TokenVerifier(new OneTokenKey(key)).Judge(vector.Bytes, terms);
    }

    private static bool IsKnown(string name) => name is "profile" or "nonce" or "instanceId" or "implementationId" or "clientId" or "lifecycle" or "bootSeed"
        or "certificationReference" or "verificationServiceIndicator" or "platformConfig" or "hashAlgorithm" or "noSoftwareMeasurements" or "softwareComponents"
        or "measurementType" or "measurementValue" or "version" or "signerId" or "measurementDescription";

    private static void Compare(string place, JsonElement expected, JsonElement told, ref int compared)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(expected.GetArrayLength(), told.GetArrayLength());
            for (int i = 0; i < expected.GetArrayLength(); i++)
            {
                foreach (var member in expected[i].EnumerateObject().Where(m => IsKnown(m.Name)))
                    Compare($"{place} {i} {member.Name}", member.Value, told[i].GetProperty(member.Name), ref compared);
            }

            return;
        }

        compared++;
        string text = expected.ToString();
        Assert.True((text.StartsWith("h:", StringComparison.Ordinal) ? text[2..] : text) == told.ToString(), $"{place}: {told}");
    }

    private static TokenVerdict JudgeJson(AttestationVector vector, string rules)
    {
        if (!ClaimJson.Read(vector.Bytes, rules).Try(out var set, out var fault))
            return new(TokenStanding.Reject, [fault], new());
        return TokenVerifier.JudgeClaims(set.Payload, new() { RuleSet = set.RuleSet });
    }

    private static string JsonOf(TokenVerdict verdict)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            TokenVerdictJson.Write(json, verdict);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void CheckReasons(AttestationVector vector, TokenVerdict verdict, string found)
    {
        var expected = vector.Reasons.Select(IndexReasons.Of).ToList();
        foreach (var (rule, words) in expected)
            Assert.True(verdict.Reasons.Any(r => r.Code.Id == rule && r.What.Contains(words, StringComparison.Ordinal)), $"{found}; expected {rule}: {words}");
        // The index says no word of the four bytes that stand for the signature of this one.
        int more = vector.File == "psatoken-empty-payload.cbor" ? 1 : 0;
        Assert.True(verdict.Reasons.Count == expected.Count + more, found);
    }
}
