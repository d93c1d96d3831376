using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

public sealed class BundleFileTests
{
    private static readonly BundleFile Sample = BundleSample.Make("device 1");

    [Fact]
    public void A_bundle_is_read_as_it_was_written_and_opens_to_the_same_secrets()
    {
        byte[] bytes = BundleFileJson.Encode(Sample);
        var read = BundleFileJson.Decode(bytes).OrThrow();
        Assert.Equal(bytes, BundleFileJson.Encode(read));
        using var secrets = BundleSample.Open(read);
        Assert.Equal(32, secrets.Huk.Length);
        Assert.Equal(Sample.Header.Fingerprints, secrets.Fingerprints());
        Assert.DoesNotContain(Convert.ToHexStringLower(secrets.Huk.Span), Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_bundle_of_version_1_opens_for_ever()
    {
        byte[] bytes = File.ReadAllBytes(RepositoryRoot.PathOf("tests/vectors/tfm/bundle/device-1.bundle"));
        using var secrets = BundleSample.Open(BundleFileJson.Decode(bytes).OrThrow());
        Assert.Equal(Encoding.ASCII.GetString(bytes), Encoding.ASCII.GetString(BundleFileJson.Encode(Sample)));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] bytes = BundleFileJson.Encode(Sample);
        for (int length = 0; length < bytes.Length; length++)
            Assert.Equal(BundleFaults.Malformed, BundleFileJson.Decode(bytes.AsSpan(0, length)).Fault?.Code);
    }

    [Fact]
    public void Every_changed_byte_is_refused_or_the_seal_does_not_open()
    {
        byte[] bytes = BundleFileJson.Encode(Sample);
        using var station = BundleSample.Station();
        int opened = 0;
        int tried = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            if (!BundleFileJson.Decode(changed).Try(out var file, out _))
                continue;
            tried++;
            if (BundleSeal.Open(file, station).Try(out var secrets, out _))
            {
                secrets.Dispose();
                opened++;
            }
        }

        Assert.Equal(0, opened);
        Assert.True(tried > 500, $"only {tried} changes were read at all");
    }

    [Fact]
    public void A_bundle_for_another_station_is_named_so_and_no_key_opens_it()
    {
        using var other = P256PrivateKey.Generate(new SeededEntropy(1));
        Assert.Equal(BundleFaults.OtherStation, BundleSeal.Open(Sample, other).Fault!.Code);
        var claimed = Sample with { SealedFor = BundleSeal.NameOf(other.PublicKey) };
        Assert.Equal(BundleFaults.Seal, BundleSeal.Open(claimed, other).Fault!.Code);
    }

    [Fact]
    public void Secrets_that_are_not_those_of_the_open_part_are_refused()
    {
        using var station = BundleSample.Station();
        using var secrets = BundleSample.Open(Sample);
        using var others = BundleSample.Open(BundleSample.Make("device 2"));
        var mixed = BundleSeal.Seal(Sample.Header, others, station.PublicKey, new SeededEntropy(2));
        Assert.Equal(BundleFaults.Contradiction, BundleSeal.Open(mixed, station).Fault!.Code);
        var wrongKey = BundleSeal.Seal(Sample.Header with { IakPublicKey = Convert.ToHexStringLower(station.PublicKey.ToSpki()) }, secrets, station.PublicKey, new SeededEntropy(2));
        Assert.Equal(BundleFaults.Contradiction, BundleSeal.Open(wrongKey, station).Fault!.Code);
    }

    [Theory]
    [InlineData("{\"bundle\":1,", "{ \"bundle\":1,")]
    [InlineData("{\"bundle\":1,", "{\"bundle\":0,")]
    [InlineData("\"iakType\":\"ecdsa-p256\"", "\"iakType\":\"ecdsa\"")]
    [InlineData("\"iakType\":\"ecdsa-p256\"", "\"iakType\":\"hmac-sha256\"")]
    [InlineData("\"rotpkPolicies\":null", "\"rotpkPolicies\":-1")]
    [InlineData("\"rotpkPolicies\":null", "\"rotpkPolicies\":\"\"")]
    [InlineData("\"secureDebugKey\":null", "\"secureDebugKey\":\"00\"")]
    [InlineData("\"seeded\":true", "\"seeded\":1")]
    [InlineData("\"box\"", "\"more\":1,\"box\"")]
    public void Any_other_form_is_refused(string part, string other)
    {
        string text = Encoding.UTF8.GetString(BundleFileJson.Encode(Sample));
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(BundleFaults.Malformed, BundleFileJson.Decode(Encoding.UTF8.GetBytes(text.Replace(part, other, StringComparison.Ordinal))).Fault!.Code);
    }

    [Fact]
    public void A_newer_version_is_named()
    {
        string text = Encoding.UTF8.GetString(BundleFileJson.Encode(Sample)).Replace("\"bundle\":1", "\"bundle\":2", StringComparison.Ordinal);
        Assert.Equal(BundleFaults.Newer, BundleFileJson.Decode(Encoding.UTF8.GetBytes(text)).Fault!.Code);
    }

    [Theory]
    [InlineData("0604565272829-10010", true)]
    [InlineData("0604565272829100", true)]
    [InlineData("0604565272829", true)]
    [InlineData("1234567890128-00001", true)]
    [InlineData("1234567890127-00001", false)]
    [InlineData("1234567890128-0001", false)]
    [InlineData("1234567890128-000011", false)]
    [InlineData("1234567890128_00001", false)]
    [InlineData("1234567890128-0000a", false)]
    [InlineData("1234567890128 ", false)]
    [InlineData("123456789012", false)]
    [InlineData("", false)]
    public void A_certification_reference_is_known_by_its_check_digit(string text, bool good) =>
        Assert.Equal(good, CertificationReference.Check(text) is null);

    [Fact]
    public void A_bundle_with_an_image_decryption_key_and_a_symmetric_attestation_key_is_kept_whole()
    {
        using var key = BundleSample.SecretOf(new string('5', 64));
        var file = BundleSample.Make("device 3", BundleSample.Order with { IakType = IakType.HmacSha256, IakId = "key 3", RotpkPolicies = 3, SecureDebugKey = BundleSample.Bytes("debug", 32) }, new(ImageDecryptionKey: key));
        var read = BundleFileJson.Decode(BundleFileJson.Encode(file)).OrThrow();
        Assert.Null(read.Header.IakPublicKey);
        using var secrets = BundleSample.Open(read);
        Assert.True(secrets.ImageDecryptionKey!.FixedTimeEquals(key.Span));
        Assert.Equal(5, read.Header.Fingerprints.Count);
        Assert.Empty(BundleRules.Judge(read.Header, secrets));
    }
}
