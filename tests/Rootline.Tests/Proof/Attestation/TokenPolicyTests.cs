using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;
using Rootline.TestSupport.Psa;
using Xunit;

namespace Rootline.Tests.Proof.Attestation;

public sealed class TokenPolicyTests
{
    private static readonly TokenClaims Claims = TokenSamples.Claims(PsaProfile.Rfc9783);

    [Fact]
    public void A_policy_that_names_what_the_device_is_accepts_it()
    {
        var policy = new TokenPolicy
        {
            Profiles = [PsaProfile.Rfc9783],
            Algorithms = [CoseAlgorithm.Es256],
            Lifecycles = [SecurityLifecycle.Secured],
            ImplementationIds = [new byte[32], Claims.ImplementationId!.Value],
            ClientIds = [1, Claims.ClientId!.Value],
            CertificationReferences = [Claims.CertificationReference!],
            References = [.. Claims.SoftwareComponents!.Select(Reference)],
        };
        Assert.True(Judge(policy).Ok);
    }

    [Fact]
    public void Each_wish_that_a_device_does_not_meet_is_a_reason()
    {
        Refused(TokenFaults.Policy, new() { Profiles = [PsaProfile.IotProfile1] });
        Refused(TokenFaults.Policy, new() { Algorithms = [CoseAlgorithm.Es384] });
        Refused(TokenFaults.Policy, new() { ImplementationIds = [new byte[32]] });
        Refused(TokenFaults.Policy, new() { ClientIds = [1] });
        Refused(TokenFaults.Policy, new() { CertificationReferences = ["1234567890128-00043"] });
        var known = Claims.SoftwareComponents!.Select(Reference).ToList();
        Refused(TokenFaults.Reference, new() { References = [known[0]] });
        Refused(TokenFaults.Reference, new() { References = [known[0], known[1] with { Version = "0.0.1" }] });
        Refused(TokenFaults.Reference, new() { References = [known[0], known[1] with { SignerId = new byte[32] }] });
        Refused(TokenFaults.Reference, new() { References = [known[0], known[1] with { MeasurementType = "SPE" }] });
        Refused(TokenFaults.Reference, new() { References = [known[0], known[1] with { Digests = [new byte[32]] }] });
        Refused(TokenFaults.Reference, new() { References = [known[0], known[1] with { ImplementationId = new byte[32] }] });
    }

    [Fact]
    public void A_token_that_measured_nothing_meets_no_reference_values()
    {
        var claims = TokenSamples.Claims(PsaProfile.IotProfile1) with { SoftwareComponents = null, NoSoftwareMeasurements = 1 };
        byte[] token = TokenSamples.Sign(PsaProfile.IotProfile1, claims);
        Assert.True(Judge(new(), token).Ok);
        Assert.Equal(TokenFaults.Reference, Assert.Single(Judge(new() { References = [Reference(Claims.SoftwareComponents![0])] }, token).Reasons).Code);
    }

    [Theory]
    [InlineData(0x3000, TokenStanding.Accept)]
    [InlineData(0x30FF, TokenStanding.Accept)]
    [InlineData(0x4000, TokenStanding.Accept)]
    [InlineData(0x40FF, TokenStanding.Accept)]
    [InlineData(0x0000, TokenStanding.Untrusted)]
    [InlineData(0x00FF, TokenStanding.Untrusted)]
    [InlineData(0x1000, TokenStanding.Untrusted)]
    [InlineData(0x2000, TokenStanding.Untrusted)]
    [InlineData(0x5000, TokenStanding.Untrusted)]
    [InlineData(0x60FF, TokenStanding.Untrusted)]
    [InlineData(0x0100, TokenStanding.Reject)]
    [InlineData(0x3100, TokenStanding.Reject)]
    [InlineData(0x6100, TokenStanding.Reject)]
    [InlineData(0x7000, TokenStanding.Reject)]
    [InlineData(-1, TokenStanding.Reject)]
    [InlineData(0x1_3000, TokenStanding.Reject)]
    public void The_lifecycle_decides_what_a_good_token_is_worth(long lifecycle, TokenStanding standing)
    {
        byte[] token = TokenSamples.Sign(PsaProfile.Rfc9783, Claims with { Lifecycle = lifecycle });
        Assert.Equal(standing, Judge(new(), token).Standing);
        if (lifecycle == 0x4000)
            Assert.Equal(TokenStanding.Untrusted, Judge(new() { Lifecycles = [SecurityLifecycle.Secured] }, token).Standing);
    }

    [Fact]
    public void Another_boot_seed_than_the_sessions_is_refused()
    {
        Assert.True(JudgeBy(new TokenTerms { BootSeed = Claims.BootSeed }, TokenSamples.Token()).Ok);
        Assert.Equal(TokenFaults.BootSeed, Assert.Single(JudgeBy(new TokenTerms { BootSeed = new byte[32] }, TokenSamples.Token()).Reasons).Code);
    }

    [Fact]
    public void A_store_finds_a_device_by_its_instance_id_or_else_by_the_key_id()
    {
        using var store = new TokenKeyStore(Formats.Psa.StoreFileTests.Devices());
        var verifier = new TokenVerifier(store);
        Assert.True(verifier.Judge(TokenSamples.Token(), new()).Ok);
        Assert.True(verifier.Judge(TokenSamples.Token(device: "another"), new()).Ok);
        Assert.Equal(TokenFaults.KeyUnknown, Assert.Single(verifier.Judge(TokenSamples.Token(device: "stranger"), new()).Reasons).Code);
        var stolen = TokenSamples.Sign(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783), "another");
        Assert.Equal(TokenKeyFaults.Signature, Assert.Single(verifier.Judge(stolen, new()).Reasons).Code);
        var moved = TokenSamples.Sign(PsaProfile.Rfc9783, Claims with { ImplementationId = new byte[32] });
        Assert.Equal(TokenFaults.Policy, Assert.Single(verifier.Judge(moved, new()).Reasons).Code);
        byte[] nameless = TokenSamples.Sign(PsaProfile.Rfc9783, Claims with { InstanceId = null }, keyId: Claims.InstanceId!.Value[1..].ToArray());
        Assert.Equal("claim-missing", Assert.Single(verifier.Judge(nameless, new()).Reasons).Code.Id);
    }

    [Fact]
    public void A_known_instance_id_is_never_given_another_key()
    {
        using var store = new TokenKeyStore(Formats.Psa.StoreFileTests.Devices());
        var device = store.Devices.First();
        Assert.False(store.Add(device with { Origin = KeyOrigin.Given }));
        var fault = Assert.Throws<FaultException>(() => store.Add(device with { PublicKey = store.Devices.Last().PublicKey })).Fault;
        Assert.Equal(EnrolFaults.Conflict, fault.Code);
    }

    private static ReferenceValue Reference(SoftwareComponent component) => new()
    {
        ImplementationId = Claims.ImplementationId,
        MeasurementType = component.MeasurementType,
        Version = component.Version,
        SignerId = component.SignerId,
        Digests = [new byte[32], component.MeasurementValue!.Value],
    };

    private static void Refused(FaultCode code, TokenPolicy policy)
    {
        var verdict = Judge(policy);
        Assert.Equal(TokenStanding.Reject, verdict.Standing);
        Assert.Equal(code, Assert.Single(verdict.Reasons).Code);
    }

    private static TokenVerdict Judge(TokenPolicy policy, byte[]? token = null) => JudgeBy(new TokenTerms { Policy = policy }, token ?? TokenSamples.Token());

    private static TokenVerdict JudgeBy(TokenTerms terms, byte[] token)
    {
        using var device = TokenSamples.Key();
        using var key = TokenKey.FromPoint(device.PublicKey.Raw)!;
        return new TokenVerifier(new OneTokenKey(key)).Judge(token, terms);
    }
}
