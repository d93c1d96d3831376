using System.Security.Cryptography;
using Rootline.Chips.Nordic;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Line.Nordic;
using Rootline.TestSupport.Psa;
using Xunit;

namespace Rootline.Tests.Line.Nordic;

public sealed class FirstTokenTests
{
    private readonly EntropySource _entropy = new SeededEntropy(3);

    [Fact]
    public void A_token_enrols_the_key_that_signed_it()
    {
        using var key = P256PrivateKey.Generate(_entropy);
        byte[] token = Token(key.Scalar, NordicLifecycle.Secured);
        var enrolled = FirstToken.Enroll(token, takesDummy: false).OrThrow();

        Assert.Equal(Convert.ToHexStringLower(key.PublicKey.ToSpki()), enrolled.PublicKey);
        Assert.Equal(Convert.ToHexStringLower(ProvisionArea.DefaultImplementationId()), enrolled.ImplementationId);
        Assert.Equal(Convert.ToHexStringLower(token), enrolled.Token);
        Assert.StartsWith("01", enrolled.InstanceId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NordicLifecycle.Assembly)]
    [InlineData(NordicLifecycle.Provisioning)]
    [InlineData(NordicLifecycle.Decommissioned)]
    public void A_token_of_another_state_enrols_nothing(NordicLifecycle state)
    {
        using var key = P256PrivateKey.Generate(_entropy);
        Assert.Equal(NordicLineFaults.NotSecured, FirstToken.Enroll(Token(key.Scalar, state), takesDummy: false).Fault?.Code);
    }

    [Fact]
    public void The_key_that_everybody_knows_is_refused_by_its_token()
    {
        byte[] token = Token(DummyIdentityKey.Scalar, NordicLifecycle.Secured);
        Assert.Equal(NordicLineFaults.Dummy, FirstToken.Enroll(token, takesDummy: false).Fault?.Code);
        Assert.True(FirstToken.Enroll(token, takesDummy: true).Ok);
    }

    [Fact]
    public void No_token_with_a_changed_byte_and_none_that_is_cut_enrols()
    {
        using var key = P256PrivateKey.Generate(_entropy);
        byte[] token = Token(key.Scalar, NordicLifecycle.Secured);
        for (int i = 0; i < token.Length; i += 7)
        {
            byte[] changed = [.. token];
            changed[i] ^= 1;
            Assert.False(FirstToken.Enroll(changed, takesDummy: false).Ok);
            Assert.False(FirstToken.Enroll(token.AsMemory(0, i), takesDummy: false).Ok);
        }
    }

    [Fact]
    public void A_token_of_a_key_of_another_curve_enrols_nothing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var q = key.ExportParameters(false).Q;
        byte[] payload = ClaimSetWriter.Write(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783) with { InstanceId = InstanceId.OfCoseKey([.. q.X!, .. q.Y!]) });
        var fault = FirstToken.Enroll(CoseSign1.Sign(CoseAlgorithm.Es384, null, payload, m => key.SignData(m, HashAlgorithmName.SHA384)), takesDummy: false).Fault;
        Assert.Equal(NordicLineFaults.Token, fault?.Code);
        Assert.Contains("P-384", fault!.What, StringComparison.Ordinal);
    }

    private byte[] Token(ReadOnlySpan<byte> scalar, NordicLifecycle state)
    {
        using var secret = Secret.CopyOf(scalar);
        return new PlatformTokens(_entropy).Make(secret, new(state, ProvisionArea.DefaultImplementationId(), new byte[32], new byte[32]));
    }
}
