using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;
using Rootline.Proof.Attestation;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Proof.Attestation;

public sealed class TokenMutationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(PsaProfile.IotProfile1)]
    [InlineData(PsaProfile.Rfc9783)]
    public void No_token_with_a_changed_byte_or_a_cut_end_is_accepted(PsaProfile profile)
    {
        byte[] token = TokenSamples.Token(profile);
        Assert.True(Judge(token).Ok);
        int cases = 0;
        for (int i = 0; i < token.Length; i++)
        {
            foreach (byte change in (byte[])[0x01, 0x20, 0x80, 0xFF])
            {
                byte[] changed = (byte[])token.Clone();
                changed[i] ^= change;
                cases++;
                Assert.NotEqual(TokenStanding.Accept, Judge(changed).Standing);
            }

            cases++;
            Assert.Equal(TokenStanding.Reject, Judge(token[..i]).Standing);
        }

        output.Tell($"changed and cut tokens refused ({profile}): {cases}");
    }

    [Fact]
    public void No_realm_token_with_a_changed_byte_is_accepted()
    {
        byte[] token = TokenSamples.Realm();
        var terms = new TokenTerms { Challenge = TokenSamples.Bytes("realm challenge", 64) };
        var whole = Judge(token, terms);
        Assert.True(whole.Ok, string.Join("; ", whole.Reasons));
        int cases = 0;
        for (int i = 0; i < token.Length; i++, cases++)
        {
            byte[] changed = (byte[])token.Clone();
            changed[i] ^= 0x01;
            // One byte is nobody's word: the form of the tag of content format, in either half.
            Assert.True(Judge(changed, terms).Standing == TokenStanding.Reject, $"byte {i} of {token.Length}: {token[i]:x2}");
        }

        output.Tell($"changed realm tokens refused: {cases}");
        Assert.Contains(Judge(token, terms with { Challenge = new byte[64] }).Reasons, r => r.Code == TokenFaults.Challenge);
    }

    [Theory]
    [InlineData("9F9F9F", "cbor-indefinite")]
    [InlineData("D29FFF", "cbor-indefinite")]
    [InlineData("D29BFFFFFFFFFFFFFFFF", "cbor-truncated")]
    [InlineData("D2BB7FFFFFFFFFFFFFFF", "cbor-truncated")]
    [InlineData("D25BFFFFFFFFFFFFFFFF", "cbor-truncated")]
    [InlineData("D27B7FFFFFFFFFFFFFFF00", "cbor-truncated")]
    [InlineData("D2F801", "cbor-form")]
    [InlineData("D21C", "cbor-form")]
    [InlineData("", "cbor-truncated")]
    [InlineData("D28443A10126A041A0414100", "cbor-trailing")]
    [InlineData("D28344A1012600A041A0", "cose-envelope")]
    [InlineData("D83D8443A10126A041A04141", "cose-envelope")]
    [InlineData("8443A10126A041A04141", "cose-envelope")]
    [InlineData("D28443A10126A0F64141", "cose-payload")]
    [InlineData("D28443A10126A0404141", "cose-payload")]
    [InlineData("D28444A10138FFA041A04141", "cose-algorithm")]
    [InlineData("D28443A10104A041A04141", "cose-algorithm")]
    [InlineData("D28441A0A041A04141", "cose-no-algorithm")]
    [InlineData("D28440A1012641A04141", "cose-no-algorithm")]
    [InlineData("D28443A10126A1012641A04141", "cose-header")]
    [InlineData("D28445A101260126A041A04141", "cbor-trailing")]
    [InlineData("D28445A201260126A041A04141", "cbor-duplicate-key")]
    [InlineData("D28446A201260441AAA10441AA41A04141", "cose-header")]
    [InlineData("D28445A201260280A041A04141", "cose-header")]
    [InlineData("D28446A20126028105A041A04141", "cose-header")]
    [InlineData("D28443A10126A1028141AA41A04141", "cose-header")]
    [InlineData("D28443A10126A10401" + "41A04141", "cose-header")]
    [InlineData("D28443A10126A041014141", "cbor-type")]
    [InlineData("D28443A10126A043A201014141", "cbor-truncated")]
    [InlineData("D28443A10126A045A2010101014141", "cbor-duplicate-key")]
    [InlineData("D28443A10126A044A140F6004141", "cbor-keys")]
    public void Each_malformed_token_has_its_own_rule(string hex, string rule) =>
        Assert.Contains(rule, Judge(Convert.FromHexString(hex)).Reasons.Select(r => r.Code.Id));

    [Fact]
    public void Nesting_deeper_than_any_token_is_refused_and_costs_nothing()
    {
        byte[] deep = [0xD2, .. Enumerable.Repeat((byte)0x81, 60_000), 0x00];
        Assert.Equal(CborFaults.Depth, Assert.Single(Judge(deep).Reasons).Code);
        byte[] tags = [.. Enumerable.Repeat((byte)0xD2, 60_000), 0x00];
        Assert.Equal(CborFaults.Depth, Assert.Single(Judge(tags).Reasons).Code);
        byte[] collections = [.. Enumerable.Range(0, 5_000).SelectMany(_ => (byte[])[0xD9, 0x03, 0x8B, 0xA1, 0x00]), 0x00];
        Assert.Equal(CborFaults.Depth, Assert.Single(Judge(collections).Reasons).Code);
        Assert.Equal(CoseFaults.Envelope, Assert.Single(Judge(new byte[TokenVerifier.MaxLength + 1]).Reasons).Code);
    }

    [Fact]
    public void A_map_of_more_keys_than_any_token_is_refused()
    {
        var writer = new CborWriter().Map(CborLimits.Keys + 1);
        for (int i = 0; i <= CborLimits.Keys; i++)
            writer.Whole(i).Whole(i);
        Assert.True(ClaimSet.Parse(writer.ToBytes()).Fault?.Code == CborFaults.Keys);
    }

    [Fact]
    public void Numbers_and_lengths_need_not_be_in_their_shortest_form()
    {
        byte[] payload = ClaimSetWriter.Write(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783));
        // The count of the map in four bytes, the first key in two.
        byte[] wide = [0xBA, 0, 0, 0, (byte)(payload[0] & 31), 0x19, 0, payload[1], .. payload[2..]];
        Assert.True(Judge(TokenSamples.Sign(wide)).Ok);
    }

    [Fact]
    public void Keys_of_one_profile_do_not_count_in_another()
    {
        var claims = TokenSamples.Claims(PsaProfile.Rfc9783);
        byte[] mixed = ClaimSetWriter.Write(PsaProfile.IotProfile1, claims);
        var verdict = Judge(TokenSamples.Sign(mixed));
        Assert.Contains(verdict.Reasons, r => r.Code == ClaimFaults.Profile);
        var draft = Judge(TokenSamples.Sign(PsaProfile.Psa2Draft, claims with { Profile = PsaProfile.Rfc9783.Id() }));
        Assert.True(draft.Ok);
        Assert.Null(draft.Claims.BootSeed);
    }

    private static TokenVerdict Judge(byte[] token, TokenTerms? terms = null)
    {
        using var device = TokenSamples.Key();
        using var key = TokenKey.FromPoint(device.PublicKey.Raw)!;
        return new TokenVerifier(new OneTokenKey(key)).Judge(token, terms ?? new() { Challenge = TokenSamples.Challenge });
    }
}
