using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Properties;
using Rootline.Links.Mboot;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>Properties that can be set, commands that would start code, and commands that would open a chip.</summary>
public sealed class RomControlTests : IDisposable
{
    private readonly ChipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_property_that_can_be_set_keeps_its_value_until_a_reset()
    {
        _bench.Host.SetProperty(PropertyTag.VerifyWrites, 0);
        Assert.Equal([0u], _bench.Host.GetProperty(PropertyTag.VerifyWrites));
        _bench.Host.Reset();
        Assert.Equal([1u], _bench.Host.GetProperty(PropertyTag.VerifyWrites));
        _bench.Host.SetProperty(PropertyTag.PfrKeyStoreUpdateOption, (uint)KeyStoreUpdateOption.KeyProvisioning);
    }

    [Theory]
    [InlineData(PropertyTag.VerifyWrites, 2u, MbootStatus.InvalidPropertyValue)]
    [InlineData(PropertyTag.PfrKeyStoreUpdateOption, 1u, MbootStatus.InvalidPropertyValue)]
    [InlineData(PropertyTag.MaxPacketSize, 1024u, MbootStatus.ReadOnlyProperty)]
    [InlineData(PropertyTag.SecurityState, 0u, MbootStatus.ReadOnlyProperty)]
    [InlineData(PropertyTag.FlashReadMargin, 0u, MbootStatus.UnknownProperty)]
    [InlineData((PropertyTag)0x77, 0u, MbootStatus.UnknownProperty)]
    public void Other_values_and_other_properties_are_refused(PropertyTag property, uint value, uint status) =>
        _bench.Refuses(status, () => _bench.Host.SetProperty(property, value));

    [Fact]
    public void The_last_error_is_remembered_until_a_reset()
    {
        Assert.Equal([0u], _bench.Host.GetProperty(PropertyTag.LastError));
        ChipBench.Status(() => _bench.Host.FlashEraseRegion(1, 512));
        Assert.Equal([MbootStatus.FlashAlignment], _bench.Host.GetProperty(PropertyTag.LastError));
        ChipBench.Status(() => _bench.Host.WriteMemory(0x9DE00, new byte[512]));
        Assert.Equal([MbootStatus.FlashCfpaRollback], _bench.Host.GetProperty(PropertyTag.LastError));
        _bench.Host.Reset();
        Assert.Equal([0u], _bench.Host.GetProperty(PropertyTag.LastError));
    }

    [Fact]
    public void States_that_this_chip_can_only_have_one_way_are_told()
    {
        Assert.Equal([MbootStatus.ApplicationCrcInactive], _bench.Host.GetProperty(PropertyTag.CrcCheckStatus));
        Assert.Equal([MbootStatus.ReliableUpdateInactive], _bench.Host.GetProperty(PropertyTag.ReliableUpdateStatus));
        Assert.Equal([1u], _bench.Host.GetProperty(PropertyTag.ValidateRegions));
        var reserved = ReservedRegions.Parse(_bench.Host.GetProperty(PropertyTag.ReservedRegions)).OrThrow();
        Assert.Equal([new(0x9DE00, 0x2200)], reserved);
    }

    [Theory]
    [InlineData(0x20000001u, MbootStatus.UnsupportedCommand)]
    [InlineData(0x00000100u, MbootStatus.UnsupportedCommand)]
    [InlineData(0x10000100u, MbootStatus.UnsupportedCommand)]
    [InlineData(0x0009E600u, MbootStatus.MemoryRangeInvalid)]
    [InlineData(0xE0000000u, MbootStatus.MemoryRangeInvalid)]
    public void Code_is_not_started_and_its_place_is_judged(uint address, uint status)
    {
        _bench.Refuses(status, () => _bench.Host.Code.Execute(address, 0, 0x20010000));
        _bench.Refuses(status, () => _bench.Host.Code.Call(address, 0));
    }

    [Fact]
    public void There_is_nothing_to_swap_and_nothing_to_set_up()
    {
        _bench.Refuses(MbootStatus.ReliableUpdateInactive, () => _bench.Host.Code.ReliableUpdate(0));
        _bench.Refuses(MbootStatus.InvalidArgument, () => _bench.Host.ConfigureMemory(MemoryId.Internal, 0x20000000));
        _bench.Refuses(MbootStatus.MemoryNotConfigured, () => _bench.Host.ConfigureMemory(MemoryId.SpiNor, 0x20000000));
        _bench.Refuses(MbootStatus.MemoryRangeInvalid, () => _bench.Host.ConfigureMemory((MemoryId)3, 0x20000000));
    }

    [Fact]
    public void A_closed_chip_is_opened_by_no_command()
    {
        using var key = Secret.CopyOf(new byte[HostControl.BackdoorKeyLength]);
        using var closed = ChipBench.Closed(new() { Cmpa = ChipLab.OpenCmpa });
        closed.Refuses(MbootStatus.SecurityViolation, () => closed.Host.Code.DisableFlashSecurity(key));
        closed.Refuses(MbootStatus.SecurityViolation, () => closed.Host.Code.EraseAllAndOpen());
        Assert.True(closed.Chip.IsProvisioned);
        _bench.Host.Code.DisableFlashSecurity(key);
        _bench.Host.WriteMemory(0, new byte[] { 1 });
        _bench.Host.Code.EraseAllAndOpen();
        Assert.True(_bench.Chip.Inside.Flash.IsErased(0, 512));
    }

    [Fact]
    public void The_CMPA_is_not_erased_directly() =>
        _bench.Refuses(MbootStatus.FlashCmpaErase, () => _bench.Host.FlashEraseRegion(0x9E400, 512));
}
