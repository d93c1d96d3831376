using Rootline.Chips.Tfm;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Line.Tfm;
using Rootline.Links.Gdb;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Line.Tfm;

/// <summary>A chip whose life cycle comes with the next power-on: two stages, a power-on after each, the same bundle after any fault.</summary>
public sealed class CryptoCellProvisioningTests : IDisposable
{
    private static readonly BundleFile Bundle = CryptoCellBench.Bundle("cc 1");
    private readonly TfmFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_new_device_is_provisioned_in_two_stages_with_a_power_on_after_each()
    {
        var bench = CryptoCellBench.New();
        IReadOnlyList<string> named = [];
        var result = _factory.Provision(bench, Bundle, p => p with
        {
            Consent = names =>
            {
                named = names;
                return true;
            },
        });
        Assert.True(result.Fault is null, result.Fault?.ToString());
        Assert.Equal(["PSA_ROT_PROVISIONING", "SECURED"], bench.Cycles);
        Assert.Equal("life cycle SECURED, secured", result.Device);
        Assert.Equal("run 1 done", result.Journal);
        Assert.StartsWith("d2", result.Record!.Attestation!.Token, StringComparison.Ordinal);
        Assert.Contains("zero into places of image keys that the bundle leaves empty", named);
        Assert.Equal(TfmLifecycle.Secured, bench.Chip.Lifecycle.Burned);
        Assert.True(_factory.Provision(bench.Again(), Bundle).WasDoneBefore);
    }

    [Fact]
    public void Nothing_of_a_secret_stays_in_ram()
    {
        var bench = CryptoCellBench.New();
        Assert.Null(_factory.Provision(bench, Bundle).Fault);
        // The core stands in the non-secure image, from where no secure memory is seen: the loader is asked.
        bench.Connect().Server.ResetAndHalt();
        AssertNoSecretInRam(bench);
    }

    [Fact]
    public void A_power_that_was_not_taken_is_named_and_the_same_bundle_goes_on()
    {
        var bench = CryptoCellBench.New().Again(obeys: false);
        var first = _factory.Provision(bench, Bundle);
        Assert.Equal(CryptoCellFaults.NotCycled, first.Fault!.Code);
        Assert.Contains("run 1 delivering", first.Fault.What, StringComparison.Ordinal);
        Assert.True(bench.Fuses[Cc312Layout.IcvFlags] != 0);
        var second = bench.Again(obeys: false);
        Assert.Equal(CryptoCellFaults.NotCycled, _factory.Provision(second, Bundle).Fault!.Code);
        Assert.Equal(["SECURED"], second.Cycles);
        var third = second.Again();
        Assert.Null(_factory.Provision(third, Bundle).Fault);
        Assert.Empty(third.Cycles);
    }

    [Fact]
    public void Another_device_that_was_put_back_while_the_power_was_off_is_given_nothing()
    {
        var half = CryptoCellBench.New().Again(obeys: false);
        Assert.Equal(CryptoCellFaults.NotCycled, _factory.Provision(half, CryptoCellBench.Bundle("cc 2")).Fault!.Code);
        foreach (var other in (CryptoCellBench[])[half.Again(), CryptoCellBench.New()])
        {
            byte[] before = other.Fuses;
            using var factory = new TfmFactory();
            var result = factory.Provision(CryptoCellBench.New(), Bundle, p => p with { Power = new Swap(other) });
            Assert.Equal(TfmLineFaults.OtherDevice, result.Fault?.Code);
            Assert.Equal("run 1 delivering", result.Journal);
            Assert.Equal(before, other.Fuses);
        }
    }

    [Fact]
    public void Without_the_word_for_it_the_device_is_recognised_and_goes_on_with_the_word()
    {
        var bench = CryptoCellBench.New();
        Assert.Equal(CryptoCellFaults.Resets, _factory.Provision(bench, Bundle, p => p with { Power = null }).Fault!.Code);
        AssertNoSecretInRam(bench);
        Assert.Null(_factory.Provision(bench.Again(), Bundle).Fault);
    }

    [Fact]
    public void A_device_that_does_not_reset_itself_is_recognised_and_goes_on_without_the_word()
    {
        var bundle = BundleSample.Make("flash");
        var bench = TfmBench.New();
        var fault = _factory.Provision(bench, bundle, p => p with { Power = CryptoCellBench.New() }).Fault!;
        Assert.Equal(CryptoCellFaults.NoReset, fault.Code);
        Assert.Null(_factory.Provision(bench.Again(), bundle).Fault);
    }

    [Fact]
    public void Another_bundle_is_refused_in_every_stage()
    {
        var bench = CryptoCellBench.New().Again(obeys: false);
        var other = CryptoCellBench.Bundle("cc 2");
        _factory.Provision(bench, Bundle);
        Assert.Equal(TfmLineFaults.OtherBundle, _factory.Provision(bench.Again(), other).Fault!.Code);
        Assert.Null(_factory.Provision(bench.Again(), Bundle).Fault);
    }

    [Fact]
    public void A_secured_device_with_one_more_bit_does_not_start()
    {
        var bench = CryptoCellBench.New();
        Assert.Null(_factory.Provision(bench, Bundle).Fault);
        foreach (var element in (OtpElement[])[OtpElement.BootSeed, OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk3])
        {
            var changed = bench.Again();
            new Cc312Fuses(changed.FuseStore, changed.Power).BurnForEver(Cc312Layout.Find(element)!.Offset, [0xFF, 0xFF, 0xFF, 0xFF]);
            var dead = changed.Again();
            dead.Chip.RunToRest();
            Assert.Contains("[ERR] OTP system initialization failed", dead.Chip.Console.TakeText(), StringComparison.Ordinal);
            Assert.Equal(GdbLinkFaults.DoesNotStop, _factory.Provision(changed.Again(), Bundle).Fault!.Code);
        }
    }

    private static void AssertNoSecretInRam(CryptoCellBench bench)
    {
        var firmware = CryptoCellBench.Firmware();
        foreach (var (address, length) in new[] { (firmware.AssemblyAddress, AssemblyAndTestData.Length), (firmware.RotAddress, firmware.Layout.Length) })
        {
            var bytes = new byte[length];
            Assert.True(bench.Chip.Debug.ReadMemory(address, bytes));
            Assert.All(bytes, b => Assert.Equal(0, b));
        }
    }

    // Somebody who puts another device back.
    private sealed class Swap(CryptoCellBench other) : IDevicePower
    {
        public DeviceTarget Cycle(string why) => other.Connect();
    }
}
