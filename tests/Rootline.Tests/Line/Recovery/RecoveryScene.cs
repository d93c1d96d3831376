using Rootline.Core.Power;
using Rootline.Formats.Nxp;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.Line.Nxp.Chip;
using Rootline.Line.Sockets;
using Rootline.Links.Mboot;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line.Recovery;

/// <summary>
/// A station that was stopped in the middle of the real flow, and the chip as it is found afterwards: the two sides of one
/// row of the recovery table.
/// </summary>
internal static class RecoveryScene
{
    /// <summary>Brings a factory to a row.</summary>
    public static FactoryFloor Build(LineFixture fixture, RunState? state, ChipFinding finding)
    {
        var floor = new FactoryFloor(fixture.Kit);
        WriteJournal(floor, fixture, state, finding);
        PrepareChip(floor, fixture, state, finding);
        Assert.Equal(state, LineState.Of(floor, fixture.Kit).Last);
        using var link = new ChipLink(floor, new LinePlan { Family = Families.Lpc55S6x }, floor.Clock);
        Assert.Equal(finding, link.Survey().Finding);
        return floor;
    }

    private static void WriteJournal(FactoryFloor floor, LineFixture fixture, RunState? state, ChipFinding finding)
    {
        switch (state)
        {
            case RunState.Started:
                LineFixture.StopAt(floor, Steps.Challenge);
                break;
            case RunState.Proved:
                LineFixture.StopAt(floor, Steps.Ask);
                break;
            case RunState.Answered:
                LineFixture.StopAt(floor, Steps.Deliver);
                break;
            case RunState.Delivering when finding == ChipFinding.Closed:
                LineFixture.StopAt(floor, Steps.Deliver, LineEventKind.StepDone);
                break;
            case RunState.Delivering when finding == ChipFinding.Interrupted:
                CutChip(floor, fixture);
                break;
            case RunState.Delivering:
                LineFixture.StopAtFirstByteOf(floor, Steps.Deliver);
                break;
            case RunState.Delivered:
                LineFixture.StopAt(floor, Steps.Reset);
                break;
            case RunState.Done:
                Assert.Null(LineFixture.FaultOf(floor.Visit()));
                break;
            case RunState.Spent:
                LineFixture.StopAt(floor, Steps.Deliver);
                floor.Device.Inside.Session.Erase();
                Assert.Equal("device-session-lost", LineFixture.FaultOf(floor.Visit()));
                break;
        }
    }

    // What a run leaves by itself stays; only what could not be left by it comes from elsewhere.
    private static void PrepareChip(FactoryFloor floor, LineFixture fixture, RunState? state, ChipFinding finding)
    {
        bool closedItself = state is RunState.Delivering or RunState.Delivered or RunState.Done;
        switch (finding)
        {
            case ChipFinding.Open or ChipFinding.Firmware when state is RunState.Delivered or RunState.Done:
                floor.SwapFlash(fixture.Kit.CopyChip());
                break;
            case ChipFinding.Open:
                floor.PowerCycleChip();
                break;
            case ChipFinding.Interrupted when state != RunState.Delivering:
                floor.SwapFlash(fixture.InterruptedElsewhere.Snapshot());
                break;
            case ChipFinding.Closed when !closedItself:
                floor.SwapFlash(fixture.ClosedElsewhere.Snapshot());
                break;
        }

        if (finding == ChipFinding.Firmware && !floor.Device.RunsFirmware)
            LoadFirmware(floor, fixture.Kit);
    }

    private static void CutChip(FactoryFloor floor, LineFixture fixture)
    {
        floor.Chip.Arm(new Cut(fixture.CmpaErase, CutMoment.After));
        Assert.Equal("mboot-no-answer", LineFixture.FaultOf(floor.Visit()));
        floor.Restore();
    }

    private static void LoadFirmware(FactoryFloor floor, FactoryKit kit)
    {
        using var wire = floor.OpenIsp();
        var host = new MbootHost(wire, floor.Clock);
        host.Open();
        host.ReceiveSbFile(kit.ProvisioningFirmware);
    }
}
