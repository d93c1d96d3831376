using System.Globalization;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Ledger.Station;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>One station, one log, several sockets.</summary>
public sealed class StationTests(LineFixture fixture) : IClassFixture<LineFixture>
{
    [Fact]
    public void A_second_station_on_the_same_log_is_refused_while_the_first_one_works()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        var (second, first) = floor.Work(station => (floor.Visit(), station.Provision(floor)));
        Assert.Equal("ledger-in-use", LineFixture.FaultOf(second));
        Assert.Null(LineFixture.FaultOf(first));
        floor.Insert(1);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        LineState.Of(floor, fixture.Kit).AssertLogHolds(2);
    }

    [Fact]
    public void One_station_provisions_two_sockets_one_after_the_other()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        var counters = floor.Work(station => new[] { 0, 1 }.Select(chip =>
        {
            floor.Insert(chip);
            var result = station.Provision(floor);
            Assert.Null(LineFixture.FaultOf(result));
            return result.Counter;
        }).ToList());
        Assert.Equal([1u, 2u], counters);
        LineState.Of(floor, fixture.Kit).AssertLogHolds(2);
    }

    [Fact]
    public void A_chip_that_has_a_unit_is_named_with_its_row_and_the_card_is_not_asked()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        var tap = new CardTap(floor.Reader);
        floor.CardReader = _ => tap;
        var result = floor.Visit();
        Assert.Equal("device-has-unit", LineFixture.FaultOf(result));
        Assert.Contains(floor.Device.Inside.Birth.Die.Identity.Name, result!.Fault!.What, StringComparison.Ordinal);
        Assert.Contains("row 1 of the log", result.Fault.What, StringComparison.Ordinal);
        Assert.Equal(0, tap.Asked);
    }

    [Fact]
    public void The_device_after_the_last_unit_is_refused_and_those_before_stay_done()
    {
        using var kit = new FactoryKit(quota: 1, chips: 2);
        using var floor = new FactoryFloor(kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        floor.Insert(1);
        var result = floor.Visit();
        Assert.Equal(("card-quota-reached", "5501"), (LineFixture.FaultOf(result), result!.Fault!.VendorCode));
        LineState.Of(floor, kit).AssertLogHolds(1);
    }

    [Theory]
    [InlineData(MbootStatus.TpOemCertAddress, "device-refuses-answer")]
    [InlineData(MbootStatus.TpContainerSignature, "device-refuses-answer")]
    [InlineData(MbootStatus.TpFlash, "mboot-refused")]
    [InlineData(MbootStatus.Fail, "mboot-refused")]
    public void A_chip_that_refuses_its_answer_keeps_its_run_open_and_a_refusal_of_the_content_is_noted(uint status, string fault)
    {
        string code = status.ToString(CultureInfo.InvariantCulture);
        using var floor = new FactoryFloor(fixture.Kit);
        RefusingChip.Insert(floor, status);
        for (int visit = 0; visit < 2; visit++)
        {
            var result = floor.Visit();
            Assert.Equal((fault, code), (LineFixture.FaultOf(result), result!.Fault!.VendorCode));
            var run = Assert.Single(floor.Inspect(l => l.OpenRuns()));
            Assert.Equal((RunState.Delivering, fault == "mboot-refused" ? null : code), (run.State, run.Refusal));
            LineState.Of(floor, fixture.Kit).AssertLogHolds(1);
        }

        floor.Cable = static wire => wire;
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(1u, floor.CardUnits().Counter);
    }

    [Fact]
    public void A_card_of_another_family_is_refused_before_any_device()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        floor.Adjust = p => p with { Family = Families.All.First(f => f != p.Family) };
        Assert.Equal("card-family", LineFixture.FaultOf(floor.Visit()));
    }

    [Fact]
    public void Without_provisioning_firmware_a_chip_in_its_rom_is_refused_before_the_card_is_asked()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        floor.Adjust = p => p with { ProvisioningFirmware = null };
        Assert.Equal("line-no-provisioning-firmware", LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(0u, floor.CardUnits().Counter);
    }

    [Fact]
    public void A_file_that_is_no_provisioning_firmware_is_refused_before_the_card_is_asked()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        floor.Adjust = p => p with { ProvisioningFirmware = fixture.Kit.ProductFirmware };
        Assert.Equal("mboot-refused", LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(0u, floor.CardUnits().Counter);
    }
}
