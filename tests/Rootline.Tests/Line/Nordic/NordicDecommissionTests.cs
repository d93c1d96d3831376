using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Nordic.Virtual;
using Rootline.Line.Nordic;
using Rootline.Line.Nordic.Retire;
using Rootline.TestSupport.Nordic;
using Xunit;

namespace Rootline.Tests.Line.Nordic;

public sealed class NordicDecommissionTests
{
    private const string Device = "0102030405060708";
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);

    public static TheoryData<string> Parts => [.. NordicParts.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_closed_part_is_put_out_of_use_by_its_own_application_in_one_write(string part)
    {
        var bench = new NordicBench(part);
        bench.Provision();
        int operations = bench.Power.Count;
        var result = Retire(bench);

        Assert.Equal((NordicLifecycle.Decommissioned, false), (bench.State!.Value, result.WasBefore));
        Assert.Equal((byte)NordicLifecycle.Decommissioned, result.Token.Span[^1]);
        Assert.Equal(operations + 1, bench.Power.Count);
        Assert.DoesNotContain(bench.Chip.Application.Uicr.Rewritten, o => o >= bench.Chip.Part.Uicr.Otp);
    }

    [Fact]
    public void A_part_that_is_out_of_use_is_seen_and_not_written_again()
    {
        var bench = new NordicBench("nrf9160");
        bench.Provision();
        Retire(bench);
        int operations = bench.Power.Count;

        Assert.True(Retire(bench).WasBefore);
        Assert.Equal(operations, bench.Power.Count);
    }

    [Theory]
    [InlineData("ncs-2")]
    [InlineData("2022")]
    public void An_open_part_gets_the_one_word_through_its_debug_port(string name)
    {
        var layout = ProvisionLayout.Find(name)!;
        var traits = layout == ProvisionLayout.Early2022 ? NordicFirmwareTraits.EarlyLayout : NordicFirmwareTraits.None;
        var bench = new NordicBench("nrf9160");
        bench.Load(NordicFirmwareKind.Provisioning, traits);
        bench.Chip.Reset();
        bench.Load(NordicFirmwareKind.Tfm, traits);
        bench.Chip.Storage(bench.ProvisionAddress, layout).EnterForEver(NordicLifecycle.Secured);
        bench.Chip.Reset();
        int operations = bench.Power.Count;

        Assert.False(Retire(bench, p => p with { Request = "another line", Target = p.Target with { Layout = layout } }).WasBefore);
        Assert.Equal(NordicLifecycle.Decommissioned, bench.StateIn(layout));
        Assert.Equal(operations + 1, bench.Power.Count);
        Assert.Equal(NordicLineFaults.OtherPart, CodeOf(bench, p => p with { Device = "ffffffffffffffff", Target = p.Target with { Layout = layout } }));
    }

    [Fact]
    public void A_part_that_is_not_SECURED_or_shows_no_token_is_not_touched()
    {
        var bench = new NordicBench("nrf9160");
        Assert.Equal(NordicLineFaults.NotToRetire, CodeOf(bench));
        bench.Load(NordicFirmwareKind.Provisioning);
        bench.Chip.Reset();
        bench.Chip.Application.Uicr.BurnWord(UicrMap.ApProtect, 0);
        bench.Load(NordicFirmwareKind.Tfm);
        int operations = bench.Power.Count;
        Assert.Equal(NordicLineFaults.NotToRetire, CodeOf(bench));
        Assert.Equal((operations, NordicLifecycle.Provisioning), (bench.Power.Count, bench.State!.Value));
    }

    [Fact]
    public void A_token_of_another_part_stops_the_command_before_the_step()
    {
        var bench = new NordicBench("nrf9160");
        bench.Provision();
        Assert.Equal(NordicLineFaults.Token, CodeOf(bench, p => p with { Judge = _ => NordicLineFaults.Token.Fault("another's") }));
        Assert.Equal(NordicLifecycle.Secured, bench.State);
    }

    [Fact]
    public void An_application_that_does_not_take_the_request_is_told()
    {
        var bench = new NordicBench("nrf9160");
        bench.Provision();
        Assert.Equal(NordicLineFaults.NotRetired, CodeOf(bench, p => p with { Request = "decommission" }));
        Assert.Equal(NordicLifecycle.Secured, bench.State);
    }

    [Fact]
    public void The_library_refuses_the_step_from_any_other_state()
    {
        var bench = new NordicBench("nrf9160");
        bench.Load(NordicFirmwareKind.Tfm);
        bench.Chip.Reset();
        NordicBench.Said(bench.Chip.Application);
        bench.Chip.Application.Uart.Receive("decommission for ever\n"u8);

        Assert.Equal(["not decommissioned: -115"], NordicBench.Said(bench.Chip.Application));
        Assert.Equal(NordicLifecycle.Assembly, bench.State);
    }

    private static DecommissionPlan PlanFor(NordicBench bench) => new()
    {
        Target = new(bench.Chip.Part, bench.ProvisionAddress, ProvisionLayout.Ncs2),
        Device = Device,
        Request = "decommission for ever",
        Judge = PlainTokens.Judge,
        Patience = TimeSpan.FromSeconds(1),
    };

    private DecommissionResult Retire(NordicBench bench, Func<DecommissionPlan, DecommissionPlan>? change = null) =>
        new NordicDecommission(new BenchSocket(bench, _clock), (change ?? (static p => p))(PlanFor(bench)), _clock).EnterForEver();

    private FaultCode CodeOf(NordicBench bench, Func<DecommissionPlan, DecommissionPlan>? change = null) =>
        Assert.Throws<FaultException>(() => Retire(bench, change)).Fault.Code;
}
