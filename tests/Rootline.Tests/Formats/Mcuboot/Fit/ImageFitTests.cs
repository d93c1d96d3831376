using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Fit;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot.Fit;

public sealed class ImageFitTests
{
    [Theory]
    [InlineData(UpgradeMode.Scratch, 1, 0x1fe50)]
    [InlineData(UpgradeMode.Scratch, 8, 0x1f3d0)]
    [InlineData(UpgradeMode.Move, 8, 0x1e000)]
    [InlineData(UpgradeMode.Offset, 8, 0x1e000)]
    [InlineData(UpgradeMode.Overwrite, 8, 0x20000 - 16 - 24)]
    [InlineData(UpgradeMode.DirectXip, 8, 0x20000 - 16 - 24)]
    [InlineData(UpgradeMode.RamLoad, 8, 0x20000 - 16 - 24)]
    [InlineData(UpgradeMode.OneSlot, 8, 0x20000 - 16 - 32)]
    public void The_limits_are_those_that_the_reference_loader_gave_for_slots_of_128_KiB(UpgradeMode mode, int write, long expected)
    {
        var fit = ImageFit.Of(Layout(mode) with { WriteSize = write }).OrThrow();
        Assert.Equal(expected, fit.Largest);
        Assert.Equal(expected, fit.Steps[^1].Bytes);
    }

    [Fact]
    public void The_wider_slot_lends_the_sector_that_the_others_move_through()
    {
        var layout = Layout(UpgradeMode.Move) with { WriteSize = 8 };
        Assert.Equal(0x1f000, ImageFit.Of(layout with { Primary = SlotShape.Uniform(0x21000, 0x1000) }).OrThrow().Largest);
        Assert.False(ImageFit.Of(layout with { Secondary = SlotShape.Uniform(0x21000, 0x1000) }).Ok);
        layout = layout with { Mode = UpgradeMode.Offset };
        Assert.Equal(0x1f000, ImageFit.Of(layout with { Secondary = SlotShape.Uniform(0x21000, 0x1000) }).OrThrow().Largest);
        Assert.False(ImageFit.Of(layout with { Primary = SlotShape.Uniform(0x21000, 0x1000) }).Ok);
    }

    [Fact]
    public void A_trailer_that_barely_reaches_into_a_sector_leaves_room_for_the_one_in_the_scratch_area()
    {
        // Trailer 0xc30 in sectors of 0x400: it begins 0x30 before the end of a sector; the scratch trailer has 24 + 48 bytes.
        var small = SlotShape.Uniform(0x8000, 0x400);
        var layout = Layout(UpgradeMode.Scratch) with { WriteSize = 8, Primary = small, Secondary = small, ScratchSize = 0x400 };
        Assert.Equal(0x8000 - 0xc30 - (72 - 0x30), ImageFit.Of(layout).OrThrow().Largest);
    }

    [Fact]
    public void Keys_of_encrypted_images_are_kept_for_both_slots_in_whole_fields()
    {
        var layout = Layout(UpgradeMode.Scratch);
        Assert.Equal(0x1fe50 - 32, ImageFit.Of(layout with { KeyLength = 16 }).OrThrow().Largest);
        Assert.Equal(0x1fe50 - 64, ImageFit.Of(layout with { KeyLength = 32 }).OrThrow().Largest);
        Assert.Equal(0x1fe50 - 240, ImageFit.Of(layout with { KeyLength = 113 }).OrThrow().Largest);
    }

    [Fact]
    public void Fields_of_32_bytes_widen_the_magic_too() =>
        Assert.Equal(0x20000 - 32 - 96, ImageFit.Of(Layout(UpgradeMode.Overwrite) with { MaxAlign = 32 }).OrThrow().Largest);

    [Fact]
    public void Sectors_of_different_sizes_are_exchanged_where_they_divide_each_other()
    {
        var mixed = new SlotShape([0x4000, 0x4000, 0x4000, 0x4000, 0x10000]);
        var layout = Layout(UpgradeMode.Scratch) with { Primary = mixed, ScratchSize = 0x10000 };
        Assert.True(ImageFit.Of(layout with { Secondary = SlotShape.Uniform(0x20000, 0x10000) }).Ok);
        Assert.False(ImageFit.Of(layout with { Secondary = SlotShape.Uniform(0x20000, 0x10000), ScratchSize = 0xffff }).Ok);
        Assert.False(ImageFit.Of(layout with { Primary = new([0x6000, 0x6000, 0x14000]), Secondary = new([0x4000, 0x8000, 0x14000]), ScratchSize = 0x20000 }).Ok);
        Assert.False(ImageFit.Of(layout with { Secondary = SlotShape.Uniform(0x10000, 0x10000) }).Ok);
    }

    [Fact]
    public void Slots_that_no_loader_could_use_are_refused_with_their_reason()
    {
        Refused("write size of 3", l => l with { WriteSize = 3 });
        Refused("write size of 16", l => l with { WriteSize = 16 });
        Refused("8, 16 or 32", l => l with { MaxAlign = 4 });
        Refused("built for 31", l => l with { MaxSectors = 31 });
        Refused("1 to 65536", l => l with { MaxSectors = 0 });
        Refused("must be equal", l => l with { Mode = UpgradeMode.Move, Secondary = SlotShape.Uniform(0x20000, 0x2000) });
        Refused("bytes more", l => l with { Primary = SlotShape.Uniform(0x100, 0x100), Secondary = SlotShape.Uniform(0x100, 0x100) });
        Assert.Equal(FitFaults.NoRoom, ImageFit.Of(Layout(UpgradeMode.Overwrite) with { Primary = SlotShape.Uniform(16, 16) }).Fault!.Code);
    }

    private static void Refused(string why, Func<SlotLayout, SlotLayout> change) =>
        Assert.Contains(why, ImageFit.Of(change(Layout(UpgradeMode.Scratch))).Fault!.What, StringComparison.Ordinal);

    private static SlotLayout Layout(UpgradeMode mode) => new()
    {
        Mode = mode,
        Primary = SlotShape.Uniform(0x20000, 0x1000),
        Secondary = SlotShape.Uniform(0x20000, 0x1000),
        ScratchSize = 0x1000,
    };
}
