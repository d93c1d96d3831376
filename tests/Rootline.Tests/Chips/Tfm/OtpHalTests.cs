using Rootline.Chips.Tfm;
using Rootline.Formats.Tfm;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>The functions of one-time memory: lengths, the rule of bits, unknown elements; the results are those of a running TF-M.</summary>
public sealed class OtpHalTests
{
    private static readonly OtpLayout Plain = new(new OtpLayoutForm(TfmRelease.Tfm17));

    public static TheoryData<bool> Backings => [false, true];

    [Theory]
    [MemberData(nameof(Backings))]
    public void Results_are_those_measured_on_a_running_firmware(bool isRam)
    {
        var hal = Open(isRam);
        Assert.Equal(PlatformError.Success, hal.WriteForEver(OtpElement.Huk, Filled(0x5A, 32)));
        Assert.Equal(PlatformError.Success, hal.WriteForEver(OtpElement.Huk, Filled(0x5A, 32)));
        Assert.Equal(PlatformError.InvalidInput, hal.WriteForEver(OtpElement.Huk, new byte[32]));
        Assert.Equal(PlatformError.InvalidInput, hal.WriteForEver(OtpElement.Huk, Filled(0x5A, 33)));
        Assert.Equal(PlatformError.Unsupported, hal.WriteForEver(OtpElement.Guk, Filled(1, 32)));
        Assert.Equal(PlatformError.Unsupported, hal.Read(OtpElement.Guk, new byte[4]));
        Assert.Null(hal.ElementOf(99));
        Assert.Equal(PlatformError.Success, hal.WriteForEver(OtpElement.Lcs, [3]));
        byte[] wide = Filled(0xEE, 64);
        Assert.Equal(PlatformError.Success, hal.Read(OtpElement.Lcs, wide));
        Assert.Equal([3, 0, 0, 0, 0xEE], wide[..5]);
        Assert.Equal(PlatformError.Success, hal.WriteForEver(OtpElement.Lcs, [7]));
        Assert.Equal(PlatformError.InvalidInput, hal.WriteForEver(OtpElement.Lcs, [3]));
        Assert.Equal(TfmLifecycle.Decommissioned, new LifecycleMachine(hal).Current);
    }

    [Theory]
    [MemberData(nameof(Backings))]
    public void A_refused_value_alters_nothing_and_a_prefix_leaves_the_rest(bool isRam)
    {
        var hal = Open(isRam);
        hal.WriteForEver(OtpElement.BootSeed, [0x0F, 0xF0]);
        Assert.Equal(PlatformError.InvalidInput, hal.WriteForEver(OtpElement.BootSeed, [0xFF, 0x00, 1]));
        Assert.Equal(PlatformError.Success, hal.WriteForEver(OtpElement.BootSeed, [0x1F]));
        var found = new byte[32];
        hal.Read(OtpElement.BootSeed, found);
        Assert.Equal([0x1F, 0xF0, 0], found[..3]);
        Assert.Equal(PlatformError.Success, hal.WriteForEver(OtpElement.BootSeed, []));
    }

    [Fact]
    public void Lengths_are_those_of_the_layout()
    {
        var hal = OtpBench.Erased(new OtpLayout(new OtpLayoutForm(TfmRelease.Tfm17, 68))).Hal;
        for (int number = 0; number < 40; number++)
        {
            var error = hal.ElementOf(number) is { } element ? hal.LengthOf(element, out int length) : hal.LengthOf((OtpElement)number, out length);
            bool isThere = number is not (1 or (>= 20 and <= 28)) && number < 31;
            Assert.Equal(isThere ? PlatformError.Success : PlatformError.Unsupported, error);
            Assert.Equal(isThere, length > 0);
            Assert.True(number is < 12 or > 15 || length == 68);
        }
    }

    [Fact]
    public void The_word_of_policies_is_there_when_the_build_uses_it()
    {
        var area = OtpBench.Erased(new OtpLayout(32)).Area;
        Assert.Equal(PlatformError.Unsupported, new OtpHal(new FlashOtpBacking(area), TfmRelease.Tfm23).LengthOf(OtpElement.Bl2RotpkPolicies, out _));
        Assert.Equal(PlatformError.Success, new OtpHal(new FlashOtpBacking(area, hasPolicies: true), TfmRelease.Tfm23).LengthOf(OtpElement.Bl2RotpkPolicies, out _));
        Assert.Equal(PlatformError.Unsupported, new OtpHal(new FlashOtpBacking(area, hasPolicies: true)).LengthOf(OtpElement.Bl2RotpkPolicies, out _));
    }

    [Fact]
    public void A_build_that_may_not_write_needs_memory_that_is_whole()
    {
        var bench = OtpBench.Erased(Plain);
        Assert.Equal(PlatformError.SystemError, new FlashOtpBacking(bench.Area, isWritable: false).Open());
        Assert.Equal(0, bench.Power.Count);
        bench.Hal.Open();
        bench.Hal.WriteForEver(OtpElement.Lcs, [1]);
        int before = bench.Power.Count;
        var hal = new OtpHal(new FlashOtpBacking(bench.Area, isWritable: false), isWritable: false);
        Assert.Equal(PlatformError.Success, hal.Open());
        Assert.Equal(PlatformError.Unsupported, hal.WriteForEver(OtpElement.Lcs, [3]));
        Assert.Equal(TfmLifecycle.PsaRotProvisioning, new LifecycleMachine(hal).Current);
        Assert.Equal(before, bench.Power.Count);
    }

    [Fact]
    public void Memory_in_ram_is_blank_after_a_reset()
    {
        var hal = Open(true);
        hal.WriteForEver(OtpElement.Huk, Filled(1, 32));
        var found = new byte[32];
        Open(true).Read(OtpElement.Huk, found);
        Assert.Equal(new byte[32], found);
    }

    private static OtpHal Open(bool isRam)
    {
        var hal = isRam ? new OtpHal(new RamOtpBacking(Plain)) : OtpBench.Erased(Plain).Hal;
        Assert.Equal(PlatformError.Success, hal.Open());
        return hal;
    }

    private static byte[] Filled(byte value, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
