using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Oem.Tfm;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Oem.Tfm;

public sealed class BundleDeskTests
{
    [Fact]
    public void What_is_given_goes_in_and_the_rest_is_drawn_anew_for_each_device()
    {
        using var huk = BundleSample.SecretOf(string.Concat(Enumerable.Repeat("8899", 16)));
        var file = BundleSample.Make("a", imported: new(Huk: huk));
        using var secrets = BundleSample.Open(file);
        using var others = BundleSample.Open(BundleSample.Make("b"));
        Assert.True(secrets.Huk.FixedTimeEquals(huk.Span));
        foreach (var (mine, other) in secrets.All().Zip(others.All()))
            Assert.False(mine.Value.FixedTimeEquals(other.Value.Span), mine.Name);
        Assert.True(file.Header.IsSeeded);
    }

    [Theory]
    [InlineData("000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f", "tfm-dummy-value")]
    [InlineData("a9b454b26d6f90a4ffffffffffffffffffffffffffffffffffffffffffffffff", "tfm-dummy-value")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "tfm-bundle-empty-value")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "tfm-bundle-empty-value")]
    [InlineData("0001", "tfm-data-field")]
    public void A_hardware_key_that_no_device_may_have_is_refused(string digits, string code)
    {
        using var huk = BundleSample.SecretOf(digits);
        Assert.Equal(code, CodeOf(imported: new(Huk: huk)));
    }

    [Theory]
    [InlineData("a9b454b26d6f90a4ea31193564cba91fec6f9a002a7dc0504b92a1937134585f", "tfm-dummy-value")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "tfm-bundle-key")]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "tfm-bundle-key")]
    public void An_attestation_key_that_is_published_or_none_is_refused(string digits, string code)
    {
        using var iak = BundleSample.SecretOf(digits);
        Assert.Equal(code, CodeOf(imported: new(Iak: iak)));
    }

    [Fact]
    public void Two_secrets_of_one_device_are_never_the_same()
    {
        using var value = BundleSample.SecretOf(new string('3', 64));
        Assert.Equal(BundleFaults.Repeated.Id, CodeOf(imported: new(Huk: value, BootSeed: value)));
    }

    [Fact]
    public void What_all_devices_share_is_judged_too()
    {
        var order = BundleSample.Order;
        Assert.Equal(BundleFaults.Reference.Id, CodeOf(order with { CertificationReference = "1234567890127-00001" }));
        Assert.Equal(ProvisioningFaults.Dummy.Id, CodeOf(order with { CertificationReference = "0604565272829-10010" }));
        Assert.Equal(ProvisioningFaults.Text.Id, CodeOf(order with { VerificationServiceUrl = new string('u', 33) }));
        Assert.Equal(ProvisioningFaults.Text.Id, CodeOf(order with { ProfileDefinition = new string('p', 49) }));
        Assert.Equal(ProvisioningFaults.Text.Id, CodeOf(order with { IakId = "Schlüssel" }));
        Assert.Equal(ProvisioningFaults.Dummy.Id, CodeOf(order with { ImplementationId = Convert.FromHexString("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd") }));
        Assert.Equal(BundleFaults.Empty.Id, CodeOf(order with { ImplementationId = new byte[32] }));
        Assert.Equal(BundleFaults.Empty.Id, CodeOf(order with { Rotpks = [new byte[32]] }));
        Assert.Equal(ProvisioningFaults.Dummy.Id, CodeOf(order with { Rotpks = [Convert.FromHexString("bfe6d86f8826f4ff97fb96c4e6fbc4993e4619fc565da26adf34c329489adc38")] }));
        Assert.Equal(BundleFaults.Keys.Id, CodeOf(order with { Rotpks = [order.Rotpks[0], BundleSample.Bytes("long", 48)] }));
        Assert.Equal(BundleFaults.Keys.Id, CodeOf(order with { Rotpks = [BundleSample.Bytes("no point", 68)] }));
        Assert.Equal(BundleFaults.Keys.Id, CodeOf(order with { RotpkPolicies = 0x10 }));
        Assert.Equal(BundleFaults.Empty.Id, CodeOf(order with { SecureDebugKey = new byte[32] }));
    }

    [Fact]
    public void A_secret_of_an_earlier_device_is_found_in_the_register()
    {
        using var huk = BundleSample.SecretOf(string.Concat(Enumerable.Repeat("1234", 16)));
        var first = BundleSample.Make("a", imported: new(Huk: huk));
        var second = BundleSample.Make("b", imported: new(Huk: huk));
        var register = BundleRegister.Empty();
        register.Add(first.Header);
        register.Add(first.Header);
        var read = BundleRegister.Parse(register.ToBytes()).OrThrow();
        Assert.Equal(register.ToBytes(), read.ToBytes());
        var fault = Assert.Throws<FaultException>(() => read.Add(second.Header)).Fault;
        Assert.Equal(BundleFaults.Duplicate, fault.Code);
        Assert.Contains(first.Header.Id, fault.What, StringComparison.Ordinal);
        read.Add(BundleSample.Make("c").Header);
        Assert.Equal(8, Encoding.ASCII.GetString(read.ToBytes()).Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("x\n")]
    [InlineData("\n")]
    [InlineData("aaaa")]
    [InlineData("GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG huk 00000000000000000000000000000000\n")]
    public void A_file_that_is_no_register_is_refused(string text) =>
        Assert.Equal(BundleDeskFaults.Register, BundleRegister.Parse(Encoding.ASCII.GetBytes(text)).Fault!.Code);

    [Fact]
    public void A_register_that_is_missing_begins_empty()
    {
        using var folder = new TempFolder();
        Assert.Empty(BundleRegister.Open(new OsDisk(), folder.PathOf("made.txt")).ToBytes());
    }

    private static string CodeOf(BundleOrder? order = null, ImportedSecrets? imported = null) =>
        Assert.Throws<FaultException>(() => BundleSample.Make("x", order, imported)).Fault.Code.Id;
}
