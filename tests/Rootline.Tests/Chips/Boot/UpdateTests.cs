using Rootline.Chips.Boot;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.TestSupport.Boot;
using Xunit;

namespace Rootline.Tests.Chips.Boot;

/// <summary>Which image is tried: updates by overwriting, direct-XIP, dependencies, downgrades.</summary>
public sealed class UpdateTests
{
    private const int Slot = 0x4000;

    private static readonly BootCode Code = new() { Keys = [TestImage.PublicOf(TestImage.Key)], Rules = BootRuleSet.Protections };

    [Fact]
    public void A_good_update_that_asks_for_it_is_copied_over_and_started()
    {
        var bench = Bench(Code, Image(1, 0), Image(1, 1));
        Assert.Equal(new ImageVersion(1, 0, 0, 0), bench.Chip.Boot().Started!.Version);
        bench.Chip.RequestUpdate(0);
        Assert.Equal(new ImageVersion(1, 1, 0, 0), bench.Chip.Boot().Started!.Version);
        Assert.Equal(new ImageVersion(1, 1, 0, 0), bench.Chip.Boot().Started!.Version);
        Assert.True(bench.Chip.Machine.Region(bench.Profile.Layout.Images[0].Secondary).IsErased(0, 4096));
    }

    [Fact]
    public void A_bad_update_is_refused_and_erased_and_the_old_image_runs()
    {
        byte[] bad = (Image(1, 1) with { Signers = [(TestImage.OtherKey, TlvType.KeyHash, null)] }).ToBytes();
        var bench = Bench(Code, Image(1, 0), null);
        bench.Chip.PutImage(0, true, bad);
        bench.Chip.RequestUpdate(0);
        var outcome = bench.Chip.Boot();
        Assert.Equal(new ImageVersion(1, 0, 0, 0), outcome.Started!.Version);
        var refused = Assert.Single(outcome.Refused);
        Assert.Equal((0, 1, BootRules.Signature), (refused.Image, refused.Slot, refused.Why.Rule));
        Assert.Contains("[ERR] Image in the secondary slot is not valid!", outcome.Log);
        Assert.True(bench.Chip.Machine.Region(bench.Profile.Layout.Images[0].Secondary).IsErased(0, Slot));
    }

    [Theory]
    [InlineData(BootRuleSet.None, true)]
    [InlineData(BootRuleSet.NoOlderVersion, false)]
    [InlineData(BootRuleSet.NoLowerCounter, false)]
    [InlineData(BootRuleSet.Rollback, false)]
    public void An_older_update_is_refused_where_that_is_demanded(BootRuleSet rule, bool taken)
    {
        var bench = Bench(Code with { Rules = rule }, Image(1, 2) with { Counter = 5 }, null);
        bench.Chip.Boot();
        bench.Chip.PutImage(0, true, (Image(1, 1) with { Counter = 4 }).ToBytes());
        bench.Chip.RequestUpdate(0);
        var outcome = bench.Chip.Boot();
        Assert.Equal(new ImageVersion(1, (byte)(taken ? 1 : 2), 0, 0), outcome.Started!.Version);
        Assert.Equal(taken ? null : rule == BootRuleSet.Rollback ? BootRules.Rollback : BootRules.Downgrade, outcome.Refused.SingleOrDefault()?.Why.Rule);
    }

    [Fact]
    public void An_equal_version_passes_and_the_build_number_counts_only_where_it_is_said()
    {
        foreach (var (rule, taken) in new[] { (BootRuleSet.NoOlderVersion, true), (BootRuleSet.NoOlderVersion | BootRuleSet.ComparesBuild, false) })
        {
            var bench = Bench(Code with { Rules = rule }, new TestImage { Version = new(1, 0, 0, 9) }, new TestImage { Version = new(1, 0, 0, 8) });
            bench.Chip.RequestUpdate(0);
            Assert.Equal(taken ? 8u : 9u, bench.Chip.Boot().Started!.Version.Build);
        }
    }

    [Theory]
    [InlineData(1, false)] // needs 1.1 of the other image, which stays at 1.0
    [InlineData(0, true)]
    public void An_update_waits_for_the_image_that_it_needs(int minor, bool taken)
    {
        var bench = Bench(Code with { Images = 2 }, Image(1, 0), Image(1, 1) with { Protected = [TestImage.Needs(1, new(1, (byte)minor, 0, 0))] });
        bench.Chip.PutImage(1, false, Image(1, 0).ToBytes());
        bench.Chip.RequestUpdate(0);
        Assert.Equal((byte)(taken ? 1 : 0), bench.Chip.Boot().Started!.Version.Minor);
        if (taken)
            return;
        bench.Chip.PutImage(1, true, Image(1, 1).ToBytes());
        bench.Chip.RequestUpdate(1);
        Assert.Equal(1, bench.Chip.Boot().Started!.Version.Minor);
    }

    [Fact]
    public void A_second_image_that_is_bad_stops_the_boot()
    {
        var bench = Bench(Code with { Images = 2 }, Image(1, 0), null);
        Assert.Equal(BootRules.NoImage, bench.Chip.Boot().Refusal!.Rule);
        bench.Chip.PutImage(1, false, (Image(1, 0) with { Signers = [] }).ToBytes());
        Assert.Equal(BootRules.Signature, bench.Chip.Boot().Refusal!.Rule);
        bench.Chip.PutImage(1, false, Image(1, 0).ToBytes());
        Assert.NotNull(bench.Chip.Boot().Started);
    }

    [Fact]
    public void Direct_xip_starts_the_later_version_where_it_lies_and_the_other_when_that_is_bad()
    {
        var code = Code with { Mode = UpgradeMode.DirectXip };
        var bench = Bench(code, Image(1, 0), Image(1, 1));
        Assert.Equal(0x10000 + Slot, bench.Chip.Boot().Started!.SlotOffset);
        bench.Chip.PutImage(0, true, (Image(1, 1) with { Signers = [] }).ToBytes());
        var outcome = bench.Chip.Boot();
        Assert.Equal((0x10000, 1), (outcome.Started!.SlotOffset, outcome.Refused.Count));
        bench.Chip.PutImage(0, true, (Image(1, 1) with { Flags = ImageFlags.RomFixed, LoadAddress = 0x10000 }).ToBytes());
        Assert.Equal(BootRules.Address, Assert.Single(bench.Chip.Boot().Refused).Why.Rule);
        bench.Chip.PutImage(0, true, (Image(1, 1) with { Flags = ImageFlags.RomFixed, LoadAddress = 0x10000 + Slot }).ToBytes());
        Assert.Equal(0x10000 + Slot, bench.Chip.Boot().Started!.SlotOffset);
    }

    [Fact]
    public void Direct_xip_falls_back_where_a_dependency_is_not_met()
    {
        var bench = Bench(Code with { Mode = UpgradeMode.DirectXip, Images = 2 }, Image(1, 0), Image(1, 1) with { Protected = [TestImage.Needs(1, new(2, 0, 0, 0))] });
        bench.Chip.PutImage(1, false, Image(1, 0).ToBytes());
        var outcome = bench.Chip.Boot();
        Assert.Equal((0, BootRules.Dependency), (outcome.Started!.Version.Minor, Assert.Single(outcome.Refused).Why.Rule));
    }

    [Fact]
    public void One_slot_starts_what_lies_there_and_takes_no_update()
    {
        var bench = Bench(Code with { Mode = UpgradeMode.OneSlot }, Image(1, 0), Image(1, 1));
        bench.Chip.RequestUpdate(0);
        Assert.Equal(0, bench.Chip.Boot().Started!.Version.Minor);
    }

    private static TestImage Image(byte major, byte minor) => new() { Version = new(major, minor, 0, 0) };

    private static BootBench Bench(BootCode code, TestImage primary, TestImage? secondary)
    {
        var bench = BootBench.Of(BootBench.Small(Slot), code);
        bench.Chip.PutImage(0, false, primary.ToBytes());
        if (secondary is not null)
            bench.Chip.PutImage(0, true, secondary.ToBytes());
        return bench;
    }
}
