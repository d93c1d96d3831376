using Rootline.Chips.Lpc55;
using Rootline.Core.Power;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Line.Sockets;
using Rootline.Links.Mboot;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>The steps that bring a chip to running provisioning firmware, and what each of them may change.</summary>
public sealed class ChipPreparationTests(FamilyFixture fixture) : IClassFixture<FamilyFixture>
{
    private const string UpdateCfpa = "1.1 update CFPA page";
    private const string Erase = "1.2 erase memory";

    [Theory]
    [InlineData(1u, 0x00u, 2u, 0x55u)]
    [InlineData(7u, 0x01u, 8u, 0x55u)]
    [InlineData(7u, 0xAAu, 8u, 0xFFu)] // what was revoked stays revoked
    [InlineData(3u, 0x80000010u, 4u, 0x80000055u)]
    [InlineData(7u, 0x55u, 7u, 0x55u)]
    [InlineData(7u, 0xFFu, 7u, 0xFFu)]
    [InlineData(uint.MaxValue, 0x55u, uint.MaxValue, 0x55u)]
    [InlineData(uint.MaxValue - 1, 0x54u, uint.MaxValue, 0x55u)]
    public void The_cfpa_gets_the_next_version_only_when_a_root_key_is_not_enabled(uint version, uint revoke, uint thenVersion, uint thenRevoke)
    {
        using var floor = WithCfpa("lpc55s69", version, revoke);
        LineFixture.StopAt(floor, Steps.Challenge);
        var cfpa = floor.Device.Inside.Pfr.Cfpa;
        Assert.Equal((thenVersion, thenRevoke), (cfpa.Version, cfpa.RootRevoke));
        Assert.Equal(Cfpa(version, revoke).WithVersion(thenVersion).WithRootRevoke(thenRevoke).Bytes.ToArray(), cfpa.Bytes.ToArray());
    }

    [Fact]
    public void A_cfpa_whose_version_cannot_rise_is_refused_and_stays()
    {
        using var floor = WithCfpa("lpc55s69", uint.MaxValue, 0x15);
        Assert.Equal("device-cfpa-version", LineFixture.FaultOf(floor.Visit()));
        Assert.Equal((uint.MaxValue, 0x15u), (floor.Device.Inside.Pfr.Cfpa.Version, floor.Device.Inside.Pfr.Cfpa.RootRevoke));
        Assert.Equal(0u, floor.CardUnits().Counter);
    }

    [Theory]
    [InlineData("lpc55s36")]
    [InlineData("mcxn947")]
    public void A_family_whose_cfpa_is_not_updated_keeps_it(string name)
    {
        using var floor = new FactoryFloor(fixture.Kit(name));
        LineFixture.StopAt(floor, Steps.Challenge);
        Assert.Equal((0u, 0u), (floor.Device.Inside.Pfr.Cfpa.Version, floor.Device.Inside.Pfr.Cfpa.RootRevoke));
    }

    [Theory]
    [InlineData("lpc55s16")]
    [InlineData("lpc55s06")]
    public void What_lies_where_the_firmware_goes_is_erased_and_nothing_else(string name)
    {
        using var floor = WithOldImage(name);
        LineFixture.StopAt(floor, Steps.Challenge);
        var flash = floor.Device.Inside.Flash;
        Assert.True(flash.IsErased(0x17E00, 0x200));
        Assert.False(flash.IsErased(0x18000, 0x200));
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        Assert.False(flash.IsErased(0x18000, 0x200));
    }

    [Fact]
    public void Without_the_erase_the_firmware_cannot_be_loaded_over_an_old_image()
    {
        using var floor = WithOldImage("lpc55s16");
        floor.Adjust = p => p with { Family = p.Family with { EraseFirst = null } };
        var result = floor.Visit();
        Assert.Equal(("mboot-refused", "10203"), (LineFixture.FaultOf(result), result!.Fault!.VendorCode));
        Assert.Equal(0u, floor.CardUnits().Counter);
        floor.Adjust = static p => p;
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
    }

    [Fact]
    public void An_update_that_was_cut_in_the_middle_is_made_good_at_the_next_visit()
    {
        var kit = fixture.Kit("lpc55s69");
        foreach (var moment in Enum.GetValues<CutMoment>())
        {
            using var floor = new FactoryFloor(kit);
            floor.Observer = e =>
            {
                if (e is { Kind: LineEventKind.StepBegins, Text: UpdateCfpa } && floor.Chip.IsOn)
                    floor.Chip.Arm(new Cut(floor.Chip.Count + 1, moment));
            };
            Assert.NotNull(LineFixture.FaultOf(floor.Visit()));
            floor.Observer = static _ => { };
            floor.Restore();
            Assert.Equal(moment == CutMoment.After ? 1u : 0u, floor.Device.Inside.Pfr.Cfpa.Version);
            Assert.Null(LineFixture.FaultOf(floor.Visit()));
            Assert.Equal((2u, 1u), (floor.Device.Inside.Pfr.Cfpa.Version, floor.CardUnits().Counter));
        }
    }

    [Fact]
    public void Steps_come_in_their_order_and_those_that_a_family_does_not_need_are_left_out()
    {
        Assert.Equal([UpdateCfpa, Erase, "1.3 load provisioning firmware", "1.4 check provisioning firmware"], StepsOf("lpc55s16"));
        Assert.Equal([UpdateCfpa, "1.3 load provisioning firmware", "1.4 check provisioning firmware"], StepsOf("lpc55s28"));
        Assert.Equal(["1.3 load provisioning firmware", "1.4 check provisioning firmware"], StepsOf("mcxn947"));
    }

    [Theory]
    [InlineData(MbootStatus.TpContainerInvalid, null)]
    [InlineData(MbootStatus.Fail, null)]
    [InlineData(MbootStatus.UnknownCommand, "device-firmware-not-running")]
    [InlineData(MbootStatus.TpCrypto, "mboot-refused")]
    [InlineData(MbootStatus.SecurityViolation, "mboot-refused")]
    public void The_check_goes_by_the_status_of_an_empty_container(uint status, string? fault)
    {
        using var floor = new FactoryFloor(fixture.Kit("lpc55s69"));
        var device = new MbootDevice(new CheckedChip(floor.Device.Inside, status), floor.Clock);
        floor.Cable = _ => new DeviceWire(floor.Name, device, floor.Clock);
        Assert.Equal(fault, LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(fault is null ? 1u : 0u, floor.CardUnits().Counter);
    }

    private static CfpaPage Cfpa(uint version, uint revoke) => CfpaPage.Blank.WithVersion(version).WithRootRevoke(revoke).WithVendorUsage(5);

    private FactoryFloor WithCfpa(string name, uint version, uint revoke)
    {
        var floor = new FactoryFloor(fixture.Kit(name));
        floor.Device.Inside.Pfr.BurnCfpa(Cfpa(version, revoke));
        return floor;
    }

    private FactoryFloor WithOldImage(string name)
    {
        var floor = new FactoryFloor(fixture.Kit(name));
        foreach (int page in (int[])[0, 0x8000, 0x17E00, 0x18000])
            floor.Device.Inside.Flash.Program(page, new byte[0x200]);
        return floor;
    }

    private List<string> StepsOf(string name)
    {
        using var floor = new FactoryFloor(fixture.Kit(name));
        return [.. floor.Visit()!.Steps.Select(s => s.Name).Where(n => n.StartsWith("1.", StringComparison.Ordinal))];
    }

    /// <summary>A chip whose firmware answers the empty container with a status of ours.</summary>
    private sealed class CheckedChip(ChipCore core, uint status) : IMbootTarget
    {
        private readonly BootRom _rom = new(core);

        public int MaxPacketSize => _rom.MaxPacketSize;

        public MbootReply Execute(CommandPacket command)
        {
            bool isFirmware = _rom.RunsFirmware;
            var reply = _rom.Execute(command);
            return isFirmware && ProveGenuinityCommand.Parse(command).Ok && reply.Response.Parameters is [MbootStatus.TpContainerInvalid, ..]
                ? MbootReply.Status(command, status)
                : reply;
        }

        public DataProgress TakeData(ReadOnlySpan<byte> data) => _rom.TakeData(data);

        public uint EndData() => _rom.EndData();

        public void AbandonData() => _rom.AbandonData();

        public void Answered(CommandPacket command) => _rom.Answered(command);
    }
}
