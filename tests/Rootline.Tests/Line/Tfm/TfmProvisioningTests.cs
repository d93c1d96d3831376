using Rootline.Core.Faults;
using Rootline.Formats.Elf;
using Rootline.Formats.Psa;
using Rootline.Formats.Records;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Line.Tfm;
using Rootline.Links.Gdb;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Line.Tfm;

public sealed class TfmProvisioningTests : IDisposable
{
    private static readonly BundleFile Bundle = BundleSample.Make("device 1");
    private readonly TfmFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_new_device_is_provisioned_confirmed_and_recorded()
    {
        var bench = TfmBench.New();
        var result = _factory.Provision(bench, Bundle);
        Assert.Null(result.Fault);
        Assert.Equal("life cycle SECURED, secured", result.Device);
        Assert.Equal("run 1 done", result.Journal);
        var record = result.Record!;
        Assert.Equal((ProvisioningScheme.Tfm, Bundle.Header.Id, DeviceOutcome.Done, "anna"), (record.Scheme, record.Chip, record.Outcome, record.Operator));
        Assert.Equal(Bundle.Header.IakPublicKey, record.Attestation!.PublicKey);
        Assert.StartsWith("d2", record.Attestation.Token, StringComparison.Ordinal);
        Assert.All(bench.Burned.Where(b => b.Key is not (OtpElement.Lcs or OtpElement.BootSeed)), b => Assert.Equal(1, b.Value));
        Assert.Equal([0, 0, 0, 0], Otp(bench, OtpElement.BootSeed, 4).Zip(BootSeed()).Select(p => p.First ^ p.Second));
        var firmware = bench.Firmware();
        Assert.All(bench.Ram(firmware.AssemblyAddress, 36), b => Assert.Equal(0, b));
        Assert.All(bench.Ram(firmware.RotAddress, firmware.Layout.Length), b => Assert.Equal(0, b));
        AssertNoSecretInRam(bench);
    }

    [Theory]
    [InlineData(TfmRelease.Tfm15, true, 18, 32)]
    [InlineData(TfmRelease.Tfm16, true, 32, 32)]
    [InlineData(TfmRelease.Tfm17, true, 32, 32)]
    [InlineData(TfmRelease.Tfm220, false, 32, 48)]
    [InlineData(TfmRelease.Tfm220, true, 32, 48)]
    public void Every_layout_is_told_by_the_size_of_its_symbol(TfmRelease release, bool hasIakId, int reference, int profile)
    {
        var bundle = BundleSample.Make("d", BundleSample.Order with { CertificationReference = "123456789012800001"[..17], IakId = "key 1" });
        var bench = TfmBench.New(new() { Release = release, Layout = new(hasIakId, reference, profile) });
        Assert.Null(_factory.Provision(bench, bundle).Fault);
    }

    [Fact]
    public void A_symmetric_key_and_the_newer_instance_id_are_proved_too()
    {
        var hmac = BundleSample.Make("h", BundleSample.Order with { IakType = IakType.HmacSha256 });
        var record = _factory.Provision(TfmBench.New(), hmac).Record!;
        Assert.Null(record.Attestation!.PublicKey);
        var newer = _factory.Provision(TfmBench.New(new() { Profile = PsaProfile.Rfc9783 }), Bundle).Record!;
        using var key = Rootline.Core.Crypto.P256PublicKey.FromSpki(Convert.FromHexString(Bundle.Header.IakPublicKey!))!;
        Assert.Equal(Convert.ToHexStringLower(InstanceId.OfCoseKey(key.Raw)), newer.Attestation!.InstanceId);
        Assert.Equal(record.Id, newer.Previous);
    }

    [Fact]
    public void Without_the_non_secure_image_no_token_is_taken()
    {
        var bench = TfmBench.New();
        var result = _factory.Provision(bench, Bundle, p => p with { Firmware = bench.Firmware(withApplication: false) });
        Assert.Null(result.Fault);
        Assert.Null(result.Record!.Attestation!.Token);
    }

    [Fact]
    public void A_done_device_is_passed_over_and_its_bundle_fits_no_other_one()
    {
        var bench = TfmBench.New();
        string id = _factory.Provision(bench, Bundle).Record!.Id;
        var again = _factory.Provision(bench.Again(), Bundle);
        Assert.True(again.WasDoneBefore);
        Assert.Equal(id, again.Record!.Id);
        Refuse(TfmLineFaults.Used, _factory.Provision(TfmBench.New(), Bundle), "no run 1 done");
        Refuse(TfmLineFaults.OtherBundle, _factory.Provision(bench.Again(), BundleSample.Make("device 2")), "SECURED");
    }

    [Fact]
    public void A_device_of_another_ledger_is_left_alone()
    {
        using var elsewhere = new TfmFactory();
        var bench = TfmBench.New();
        Assert.Null(elsewhere.Provision(bench, Bundle).Fault);
        Refuse(TfmLineFaults.Elsewhere, _factory.Provision(bench.Again(), Bundle), "no run");
    }

    [Fact]
    public void A_secret_of_another_device_is_not_given_twice()
    {
        using var huk = BundleSample.SecretOf(string.Concat(Enumerable.Repeat("1234", 16)));
        Assert.Null(_factory.Provision(TfmBench.New(), BundleSample.Make("a", imported: new(Huk: huk))).Fault);
        var bench = TfmBench.New();
        Assert.Equal(BundleFaults.Duplicate, Assert.Throws<FaultException>(() => _factory.Provision(bench, BundleSample.Make("b", imported: new(Huk: huk)))).Fault.Code);
        Assert.Empty(bench.Burned);
    }

    [Fact]
    public void Nothing_is_burned_when_the_operator_says_no()
    {
        IReadOnlyList<string> named = [];
        var bench = TfmBench.New();
        Refuse(TfmLineFaults.Declined, _factory.Provision(bench, Bundle, p => p with
        {
            Consent = names =>
            {
                named = names;
                return false;
            },
        }), "no run");
        Assert.Empty(bench.Burned);
        Assert.Equal("bl2_rotpk_0", named[0]);
        Assert.Contains("huk", named);
        Assert.Equal("life cycle SECURED", named[^1]);
    }

    [Fact]
    public void A_decommissioned_device_and_one_with_an_unknown_word_are_refused()
    {
        foreach (byte word in (byte[])[7, 15])
        {
            var bench = TfmBench.New();
            bench.Otp.Hal.Open();
            bench.Otp.Hal.WriteForEver(OtpElement.Lcs, [word, 0, 0, 0]);
            Refuse(TfmLineFaults.Lifecycle, _factory.Provision(bench.Again(), Bundle), word == 7 ? "DECOMMISSIONED" : "UNKNOWN");
        }
    }

    [Fact]
    public void A_device_with_other_image_keys_is_refused_before_anything()
    {
        var bench = TfmBench.New();
        bench.Otp.Hal.Open();
        bench.Otp.Hal.WriteForEver(OtpElement.Bl2Rotpk1, BundleSample.Bytes("other", 32));
        var twin = bench.Again();
        Refuse(TfmLineFaults.OtherBundle, _factory.Provision(twin, Bundle), "bl2_rotpk_1");
        Assert.Empty(twin.Burned);
    }

    [Fact]
    public void Other_firmware_than_the_files_is_refused_before_anything()
    {
        var bench = TfmBench.New();
        var other = TfmBench.New(new() { Build = "other" });
        Refuse(TfmLineFaults.OtherElf, _factory.Provision(bench, Bundle, p => p with { Firmware = other.Firmware() }), "boot loader");
        Assert.Empty(bench.Burned);
    }

    [Fact]
    public void A_device_that_does_not_stop_is_named()
    {
        var bench = TfmBench.New(new() { Hangs = true });
        Refuse(GdbLinkFaults.DoesNotStop, _factory.Provision(bench, Bundle), "not looked at");
    }

    [Fact]
    public void A_device_whose_provisioning_fails_keeps_its_run_and_goes_on_when_it_can()
    {
        var bench = TfmBench.New(new() { Fails = PlatformError.SystemError });
        var fault = Refuse(TfmLineFaults.Failed, _factory.Provision(bench, Bundle), "run 1 delivering");
        Assert.Equal("3a5c", fault.VendorCode);
        AssertNoSecretInRam(bench);
        Refuse(TfmLineFaults.OtherDevice, _factory.Provision(TfmBench.New(), Bundle), "delivering");
        Assert.Null(_factory.Provision(bench.Again(options: new()), Bundle).Fault);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 1)]
    [InlineData(-1, 1)]
    public void A_changed_token_is_not_believed_and_the_device_is_not_done(int at, byte flip)
    {
        var bench = TfmBench.New(new() { Token = t => Flipped(t, at, flip) });
        Refuse(TfmLineFaults.Token, _factory.Provision(bench, Bundle), "run 1 delivered");
        Assert.Null(_factory.Provision(bench.Again(options: new()), Bundle).Fault);
    }

    [Fact]
    public void A_truncated_token_and_none_are_named()
    {
        Refuse(TfmLineFaults.Token, _factory.Provision(TfmBench.New(new() { Token = t => t[..^1] }), Bundle), "cannot be read");
        Refuse(TfmLineFaults.NoToken, _factory.Provision(TfmBench.New(new() { Token = _ => [] }), BundleSample.Make("device 2")), "0 bytes");
    }

    [Fact]
    public void A_text_that_the_firmware_has_no_room_for_is_refused_before_anything()
    {
        var bench = TfmBench.New();
        var bundle = BundleSample.Make("long", BundleSample.Order with { ProfileDefinition = new string('p', 40) });
        Assert.Equal(ProvisioningFaults.Text, Assert.Throws<FaultException>(() => _factory.Provision(bench, bundle)).Fault.Code);
        Assert.Empty(bench.Burned);
    }

    [Fact]
    public void A_value_that_the_device_has_no_place_for_is_refused_before_anything()
    {
        using var key = BundleSample.SecretOf(string.Concat(Enumerable.Repeat("5678", 16)));
        var bench = TfmBench.New();
        Refuse(TfmLineFaults.NoPlace, _factory.Provision(bench, BundleSample.Make("k", imported: new(ImageDecryptionKey: key))), "key_bl2_encryption");
        Assert.Empty(bench.Burned);
    }

    [Fact]
    public void Swapped_and_stripped_files_are_named()
    {
        var bench = TfmBench.New();
        var images = bench.ElfFiles.Select(f => ElfImage.Parse(f).OrThrow()).ToList();
        Assert.Equal(ElfFaults.NoSymbol, TfmFirmware.Of(images[1], images[0], null).Fault!.Code);
        Assert.Equal(ElfFaults.NoSymbol, TfmFirmware.Of(images[0], images[1], images[0]).Fault!.Code);
        Assert.Equal(ElfFaults.NoSymbol, TfmFirmware.Of(images[2], images[1], null).Fault!.Code);
        Assert.Equal(ElfFaults.NoSymbol, TfmFirmware.Of(images[0], images[1], images[2], "thread").Fault!.Code);
    }

    private static Fault Refuse(FaultCode code, TfmResult result, string what)
    {
        Assert.Equal(code, result.Fault?.Code);
        foreach (string word in (string[])["device: ", "journal: ", .. what == "no run 1 done" ? ["run 1 done"] : new[] { what }])
            Assert.Contains(word, result.Fault!.What, StringComparison.Ordinal);
        Assert.Null(result.Record);
        return result.Fault!;
    }

    private static byte[] Flipped(byte[] token, int at, byte flip)
    {
        token[at < 0 ? token.Length + at : at] ^= flip;
        return token;
    }

    private static byte[] Otp(TfmBench bench, OtpElement element, int length)
    {
        var bytes = new byte[length];
        bench.Otp.Hal.Read(element, bytes);
        return bytes;
    }

    private static byte[] BootSeed()
    {
        using var secrets = BundleSample.Open(Bundle);
        return secrets.BootSeed.Span[..4].ToArray();
    }

    private static void AssertNoSecretInRam(TfmBench bench)
    {
        using var secrets = BundleSample.Open(Bundle);
        byte[] ram = bench.Ram(0x38000000, 0x10000);
        foreach (var (name, secret) in secrets.All())
            Assert.True(ram.AsSpan().IndexOf(secret.Span[..16]) < 0, name);
    }
}
