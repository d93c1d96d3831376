using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Chain;
using Rootline.Formats.Psa.Cose;
using Rootline.Proof.Attestation;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Proof.Attestation;

public sealed class TokenChainTests(ITestOutputHelper output) : IDisposable
{
    private readonly ChainSamples _maker = new();
    private readonly ChainSamples _other = new();

    [Fact]
    public void A_chain_to_a_named_root_is_followed_with_and_without_the_root_in_it()
    {
        byte[] root = _maker.Root;
        Assert.True(Judge(_maker.Token(_maker.Leaf(), _maker.Middle()), root).Ok);
        Assert.True(Judge(_maker.Token(_maker.Leaf(), _maker.Middle(), root), root).Ok);
        // A root that was named may be the authority itself; then the device's certificate stands alone.
        Assert.True(Judge(_maker.Token(_maker.Leaf()), _maker.Middle()).Ok);
        Assert.True(Judge(_maker.Token(_maker.Leaf(Usage(X509KeyUsageFlags.DigitalSignature)), _maker.Middle()), _other.Root, root).Ok);
    }

    [Fact]
    public void A_key_in_a_token_never_trusts_itself()
    {
        byte[] leaf = _maker.SelfSigned();
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(leaf), _maker.Root)));
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(_maker.Leaf(), _maker.Middle(), _maker.Root), _other.Root)));
        Assert.Equal(ChainFaults.Root, CertificateChain.ReadRoot(leaf).Fault?.Code);
        // Without a root nothing in the token is looked at.
        Assert.Equal(TokenFaults.KeyUnknown, Only(new TokenVerifier(new TokenKeyStore([])).Judge(_maker.Token(_maker.Leaf(), _maker.Middle()), new())));
    }

    [Fact]
    public void Each_link_must_be_whole_in_order_allowed_and_in_its_time()
    {
        byte[] root = _maker.Root, leaf = _maker.Leaf(), middle = _maker.Middle();
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(leaf), root)));
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(middle, leaf), root)));
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(leaf, root), root)));
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(leaf, _other.Middle()), root)));
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(_maker.Leaf(ChainSamples.Authority(null)), middle), root)));
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(_maker.Leaf(Usage(X509KeyUsageFlags.KeyAgreement)), middle), root)));
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(_maker.Leaf(new X509Extension("1.2.3.4", [5, 0], critical: true)), middle), root)));
        Assert.True(Judge(_maker.Token(_maker.Leaf(new X509Extension("1.2.3.4", [5, 0], critical: false)), middle), root).Ok);
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(leaf, _maker.Deeper(), middle), root)));
        Assert.True(Judge(_maker.Token(leaf, _maker.Deeper(), _maker.Middle(1)), root).Ok);
        Assert.Equal(ChainFaults.Form, Only(Judge(_maker.Token([leaf, .. Enumerable.Repeat(_maker.Deeper(), CertificateChain.MaxCertificates)]), root)));
        Assert.Equal(ChainFaults.Form, Only(Judge(_maker.Token([1, 2, 3], middle), root)));
        foreach (var time in (DateTimeOffset[])[ChainSamples.Start.AddSeconds(-1), ChainSamples.Start.AddYears(10).AddSeconds(1)])
            Assert.Equal(ChainFaults.Time, Only(Judge(_maker.Token(leaf, middle), time, root)));
        foreach (var time in (DateTimeOffset[])[ChainSamples.Start, ChainSamples.Start.AddYears(10)])
            Assert.True(Judge(_maker.Token(leaf, middle), time, root).Ok);
    }

    [Fact]
    public void The_limits_of_a_chain_are_its_own_and_those_of_its_authorities()
    {
        byte[] root = _maker.Root, leaf = _maker.Leaf();
        IEnumerable<byte[]> between = Enumerable.Repeat(_maker.Deeper(), CertificateChain.MaxCertificates - 2);
        Assert.True(Judge(_maker.Token([leaf, .. between, _maker.Middle(4)]), root).Ok);
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token([leaf, .. between, _maker.Middle(3)]), root)));
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(_maker.Misnamed(), _maker.Middle()), root)));
        byte[] Long(int length) => _maker.Leaf(new X509Extension("1.2.3.4", new byte[length], critical: false));
        int rest = Long(3000).Length - 3000;
        Assert.True(Judge(_maker.Token(Long(DeviceCertificate.MaxLength - rest - 20), _maker.Middle()), root).Ok);
        Assert.Equal(ChainFaults.Form, Only(Judge(_maker.Token(Long(DeviceCertificate.MaxLength - rest + 20), _maker.Middle()), root)));
        byte[] twice = Twice();
        Assert.Equal(ChainFaults.Form, DeviceCertificate.Parse(twice).Fault?.Code);
    }

    [Fact]
    public void Two_devices_of_a_maker_are_verified_one_after_the_other()
    {
        using var keys = new ChainTokenKeys([CertificateChain.ReadRoot(_maker.Root).OrThrow(), CertificateChain.ReadRoot(_other.Root).OrThrow()], ChainSamples.Now);
        var verifier = new TokenVerifier(keys);
        foreach (var maker in (ChainSamples[])[_maker, _other, _maker])
            Assert.True(verifier.Judge(maker.Token(maker.Leaf(), maker.Middle()), new()).Ok);
        Assert.Equal(TokenFaults.KeyUnknown, Only(verifier.Judge(TokenSamples.Token(), new())));
    }

    [Fact]
    public void An_authority_that_may_not_certify_is_no_authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] plain = ChainSamples.Issue("CN=plain", key, "CN=plain", key);
        byte[] signer = ChainSamples.Issue("CN=plain", key, "CN=plain", key, ChainSamples.Authority(null), Usage(X509KeyUsageFlags.DigitalSignature));
        byte[] good = ChainSamples.Issue("CN=plain", key, "CN=plain", key, ChainSamples.Authority(null), Usage(X509KeyUsageFlags.KeyCertSign));
        Assert.Equal(ChainFaults.Root, CertificateChain.ReadRoot(plain).Fault?.Code);
        Assert.Equal(ChainFaults.Root, CertificateChain.ReadRoot(signer).Fault?.Code);
        Assert.True(CertificateChain.ReadRoot(good).Ok);
        Assert.Equal(ChainFaults.Root, CertificateChain.ReadRoot(good.AsMemory(1)).Fault?.Code);
        using var rsa = RSA.Create(2048);
        using var unfit = new CertificateRequest("CN=rsa", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(ChainSamples.Start, ChainSamples.Now);
        Assert.Equal(ChainFaults.Root, CertificateChain.ReadRoot(unfit.RawData).Fault?.Code);
    }

    [Fact]
    public void A_certified_device_cannot_speak_for_another()
    {
        var claims = _maker.Claims() with { InstanceId = _other.Claims().InstanceId };
        Assert.Equal(ChainFaults.Broken, Only(Judge(_maker.Token(claims, _maker.Leaf(), _maker.Middle()), _maker.Root)));
        byte[] stolen = _other.Token(_maker.Leaf(), _maker.Middle());
        Assert.Equal(ChainFaults.Broken, Only(Judge(stolen, _maker.Root)));
    }

    [Fact]
    public void No_chain_with_a_changed_byte_is_accepted()
    {
        byte[] root = _maker.Root, leaf = _maker.Leaf(), middle = _maker.Middle();
        int refused = 0;
        foreach (bool isLeaf in (bool[])[true, false])
        {
            byte[] certificate = isLeaf ? leaf : middle;
            for (int i = 0; i < certificate.Length; i++)
            {
                byte[] changed = [.. certificate];
                changed[i] ^= 0x01;
                Assert.False(Judge(isLeaf ? _maker.Token(changed, middle) : _maker.Token(leaf, changed), root).Ok, $"byte {i}");
                refused++;
                Assert.NotNull(DeviceCertificate.Parse(certificate.AsMemory(0, i)).Fault);
            }
        }

        output.Tell($"changed certificates of a token refused: {refused}");
    }

    [Theory]
    [InlineData("80")]
    [InlineData("8141ff")]
    [InlineData("824101f6")]
    [InlineData("f6")]
    public void A_chain_of_another_shape_is_refused(string value)
    {
        byte[] token = [0xD2, 0x84, 0x43, 0xA1, 0x01, 0x26, 0xA1, 0x18, 0x21, .. Convert.FromHexString(value), 0x41, 0xA0, 0x40];
        Assert.Equal(CoseFaults.Header, CoseMessage.Parse(token).Fault?.Code);
    }

    [Fact]
    public void A_token_with_two_instance_ids_is_refused_so_that_no_device_is_taken_for_another()
    {
        byte[] own = TokenSamples.Claims(PsaProfile.Rfc9783).InstanceId!.Value.ToArray();
        byte[] others = TokenSamples.Claims(PsaProfile.Rfc9783, "another").InstanceId!.Value.ToArray();
        byte[] payload = ClaimSetWriter.Write(PsaProfile.IotProfile1, TokenSamples.Claims(PsaProfile.IotProfile1) with { InstanceId = others });
        // One claim more: 256, by which the key is found, beside the profile's own instance id.
        byte[] both = [(byte)(payload[0] + 1), .. payload.AsSpan(1), 0x19, 0x01, 0x00, 0x58, 0x21, .. own];
        byte[] token = TokenSamples.Sign(both);
        using var key = KeyRecovery.Recover(token).OrThrow();
        var verdict = new TokenVerifier(new OneTokenKey(key)).Judge(token, new());
        Assert.Contains("instanceId stands twice", Assert.Single(verdict.Reasons).What, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _maker.Dispose();
        _other.Dispose();
    }

    private static TokenVerdict Judge(byte[] token, params byte[][] roots) => Judge(token, ChainSamples.Now, roots);

    private static TokenVerdict Judge(byte[] token, DateTimeOffset now, params byte[][] roots)
    {
        using var keys = new ChainTokenKeys([.. roots.Select(r => CertificateChain.ReadRoot(r).OrThrow())], now);
        return new TokenVerifier(new SeveralTokenKeys([new TokenKeyStore([]), keys])).Judge(token, new());
    }

    private static FaultCode Only(TokenVerdict verdict) => Assert.Single(verdict.Reasons).Code;

    // An extension of which the second is made the first's twin: the signature does not matter, the form is judged before it.
    private byte[] Twice()
    {
        byte[] leaf = _maker.Leaf(new X509Extension("1.2.3.4", [5, 0], critical: false), new X509Extension("1.2.3.5", [5, 0], critical: false));
        Assert.True(DeviceCertificate.Parse(leaf).Ok);
        leaf[leaf.AsSpan().IndexOf((byte[])[0x06, 0x03, 0x2A, 0x03, 0x05]) + 4] = 0x04;
        return leaf;
    }

    private static X509KeyUsageExtension Usage(X509KeyUsageFlags flags) => new(flags, critical: true);
}
