using Rootline.Chips.Boot;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;
using Rootline.TestSupport.Boot;
using Xunit;

namespace Rootline.Tests.Chips.Boot;

/// <summary>One-time memory: places, the rule of bits, counters, copies.</summary>
public sealed class FlashOtpTests
{
    [Fact]
    public void Elements_stand_where_the_table_of_the_source_says()
    {
        var layout = new OtpLayout(32);
        (OtpElement Element, int Offset)[] known =
        [
            (OtpElement.Huk, 0x004), (OtpElement.Lcs, 0x08C), (OtpElement.CertificationReference, 0x0B0), (OtpElement.ProfileDefinition, 0x0F0), (OtpElement.Bl2Rotpk0, 0x110),
            (OtpElement.Bl2Rotpk1, 0x130), (OtpElement.Bl2NvCounter0, 0x150), (OtpElement.Bl2NvCounter3, 0x210), (OtpElement.Bl2Rotpk2, 0x250), (OtpElement.Bl2Rotpk3, 0x270),
            (OtpElement.Bl2RotpkPolicies, 0x290), (OtpElement.EntropySeed, 0x294), (OtpElement.SecureDebugKey, 0x2D4),
        ];
        Assert.All(known, k => Assert.Equal(k.Offset, layout.Find(k.Element)!.Offset));
        Assert.Equal((0x300, 772), (layout.SwapCount, layout.Length));
        Assert.Equal(916, new OtpLayout(68).Length);
    }

    [Fact]
    public void Set_bits_stay_set_and_the_same_again_is_no_write()
    {
        var bench = BootBench.Of(BootBench.Small(0x4000));
        var otp = GradedBoot.OtpOf(bench);
        otp.BurnForEver(OtpElement.Bl2Rotpk0, [0x0F, 1]);
        int operations = bench.Power.Count;
        otp.BurnForEver(OtpElement.Bl2Rotpk0, [0x0F, 1]);
        Assert.Equal(operations, bench.Power.Count);
        otp.BurnForEver(OtpElement.Bl2Rotpk0, [0x1F, 1]);
        Assert.Equal(ChipCode, Assert.Throws<FaultException>(() => otp.BurnForEver(OtpElement.Bl2Rotpk0, [0x10])).Fault.Code.Id);
        Assert.Equal(ChipCode, Assert.Throws<FaultException>(() => otp.BurnForEver(OtpElement.Bl2Rotpk0, new byte[33])).Fault.Code.Id);
        Assert.Equal([0x1F, 1, 0], otp.Read(OtpElement.Bl2Rotpk0).AsSpan(0, 3).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(300)]
    [InlineData(512)]
    public void A_counter_is_the_number_of_its_bits_and_never_falls(uint value)
    {
        var otp = GradedBoot.OtpOf(BootBench.Of(BootBench.Small(0x4000)));
        otp.RaiseForEver(1, value);
        Assert.Equal((0u, value), (otp.Counter(0), otp.Counter(1)));
        otp.RaiseForEver(1, value / 2);
        Assert.Equal(value, otp.Counter(1));
        Assert.Throws<FaultException>(() => otp.RaiseForEver(1, 513));
        Assert.Equal(value, otp.Counter(1));
    }

    [Fact]
    public void A_broken_copy_is_mended_from_the_other_and_two_broken_ones_are_never_formatted_again()
    {
        var bench = BootBench.Of(BootBench.Small(0x4000));
        GradedBoot.OtpOf(bench).RaiseForEver(0, 9);
        var layout = bench.Profile.Layout;
        foreach (var range in (FlashRange[])[layout.Otp, layout.OtpBackup])
        {
            bench.Chip.Machine.Region(range).Erase(0, range.Length);
            Assert.Equal(9u, GradedBoot.OtpOf(bench).Counter(0));
        }

        foreach (var range in (FlashRange[])[layout.Otp, layout.OtpBackup])
            bench.Chip.Machine.Region(range).Program(0, new byte[8]);
        Assert.Equal(ChipCode, Assert.Throws<FaultException>(() => GradedBoot.OtpOf(bench)).Fault.Code.Id);
    }

    private const string ChipCode = "chip-one-time-memory";
}
