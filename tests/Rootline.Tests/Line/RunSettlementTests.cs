using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp.Settlement;
using Rootline.Line.Settlement;
using Rootline.TestSupport.Factory;
using Rootline.TestSupport.Power;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>Runs that a person ends: the journal decides what may be said of them.</summary>
public sealed class RunSettlementTests(LineFixture fixture) : IClassFixture<LineFixture>
{
    /// <summary>State, refused by its chip, and how it may be settled: with the long option, or "now" without it.</summary>
    public static TheoryData<RunState, bool, string[]> Cells => new()
    {
        { RunState.Started, false, ["Unused now"] },
        { RunState.Proved, false, ["Spent"] },
        { RunState.Answered, false, ["Spent"] },
        { RunState.Delivering, false, ["Spent", "Unconfirmed"] },
        { RunState.Delivering, true, ["Spent now", "Unconfirmed now"] },
        { RunState.Delivered, false, ["Unconfirmed"] },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void What_the_journal_proves_decides_how_a_run_may_be_settled(RunState state, bool refused, string[] allowed)
    {
        var run = new Run
        {
            Id = 1,
            Scheme = DeviceRecord.NxpTrustProvisioning,
            Chip = new string('a', 32),
            State = state,
            CardId = "1",
            Started = default,
            Updated = default,
            Refusal = refused ? "80023" : null,
        };
        foreach (var settled in Enum.GetValues<SettledAs>())
        {
            string expected = allowed.Contains($"{settled} now") ? "" : allowed.Contains($"{settled}") ? "settle-could-be-finished" : "settle-contradiction";
            Assert.Equal(expected, FaultOf(() => RunSettlement.Demand(run, Order(settled))));
            Assert.Equal(expected == "settle-contradiction" ? expected : "", FaultOf(() => RunSettlement.Demand(run, Order(settled, although: true))));
        }
    }

    [Fact]
    public void A_run_at_its_end_is_not_settled()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        string chip = floor.Device.Inside.Birth.Die.Identity.Name;
        Assert.Equal("settle-nothing-open", floor.Inspect(l => FaultOf(() => new RunSettlement(l, floor.Clock).OfChip(chip))));
        Assert.Equal("settle-nothing-open", floor.Inspect(l => FaultOf(() => new RunSettlement(l, floor.Clock).OfUnit(1))));
    }

    [Theory]
    [InlineData("", "why")]
    [InlineData(" ", "why")]
    [InlineData("who", "")]
    [InlineData("who", "two\nlines")]
    public void Who_and_why_are_said_each_on_one_line(string by, string reason)
    {
        Assert.Equal("settle-anonymous", FaultOf(() => new SettleOrder(SettledAs.Spent, by, reason, true).Demand()));
        Assert.Equal("settle-anonymous", FaultOf(() => new SettleOrder(SettledAs.Spent, new string('n', 129), "why", true).Demand()));
        Assert.Equal("settle-anonymous", FaultOf(() => new SettleOrder(SettledAs.Spent, "who", new string('w', 501), true).Demand()));
        new SettleOrder(SettledAs.Spent, new string('n', 128), new string('w', 500), true).Demand();
    }

    [Fact]
    public void What_may_not_be_said_settles_nothing()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, Steps.Ask);
        floor.Inspect(ledger =>
        {
            var settlement = new RunSettlement(ledger, floor.Clock);
            var run = ledger.OpenRuns().Single();
            Assert.Equal("settle-contradiction", FaultOf(() => settlement.SettleForEver(run, Order(SettledAs.Unused, although: true))));
            Assert.Equal("settle-anonymous", FaultOf(() => settlement.SettleForEver(run, Order(SettledAs.Spent, although: true) with { By = "" })));
            Assert.Equal(RunState.Proved, Assert.Single(ledger.OpenRuns()).State);
            Assert.Empty(ledger.DeviceRecords());
            return 0;
        });
    }

    [Fact]
    public void A_refused_answer_is_settled_as_spent_and_the_record_says_who_and_the_journal_why()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        RefusingChip.Insert(floor, MbootStatus.TpOemCertAddress);
        Assert.Equal("device-refuses-answer", LineFixture.FaultOf(floor.Visit()));
        floor.Cable = static wire => wire;
        floor.Inspect(ledger =>
        {
            var settlement = new RunSettlement(ledger, floor.Clock);
            var run = settlement.SettleForEver(settlement.OfUnit(1), Order(SettledAs.Spent));
            Assert.Equal((RunState.Spent, "settled as spent by ada: the plan's address was wrong"), (run.State, run.Note));
            var record = ledger.DeviceRecords().Single();
            Assert.Equal((DeviceOutcome.Spent, "ada", (uint?)1, (long?)1), (record.Outcome, record.Operator, record.Counter, record.NxpRow));
            Assert.Equal("settled by a person", Assert.Single(record.Steps).Name);
            Assert.Equal(["die-certificate", "wrapped-data", "oem-certificate-00", "oem-certificate-01"], record.Inputs.Select(i => i.Name));
            return 0;
        });
        Assert.Equal("device-has-unit", LineFixture.FaultOf(floor.Visit()));
        LineState.Of(floor, fixture.Kit).AssertLogHolds(1);
    }

    [Fact]
    public void Every_state_is_settled_without_card_and_chip()
    {
        AssertSettles(Steps.Challenge, SettledAs.Unused, RunState.Abandoned, []);
        AssertSettles(Steps.Ask, SettledAs.Spent, RunState.Spent, [DeviceOutcome.Spent]);
        AssertSettles(Steps.Deliver, SettledAs.Spent, RunState.Spent, [DeviceOutcome.Spent]);
        AssertSettles(Steps.Reset, SettledAs.Unconfirmed, RunState.Spent, [DeviceOutcome.Unconfirmed]);
    }

    [Fact]
    public void A_settlement_that_was_cut_is_done_or_not_begun()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, Steps.Deliver);
        var before = floor.StationDisk;
        int cuts = 0;
        for (int index = 0; ; index++)
        {
            var disk = before.Snapshot(new("station"));
            disk.Domain.Arm(new(index, CutMoment.After, 0, Survival.Alternating));
            bool cut = Settles(disk, floor) is null;
            if (!cut)
                break;
            cuts++;
            var after = disk.AfterPowerLoss(new("station"));
            bool open = Look(after, floor, l => l.OpenRuns().Count) == 1;
            Assert.Equal(open ? 0 : 1, Look(after, floor, l => l.DeviceRecords().Count()));
        }

        Assert.True(cuts > 5, $"only {cuts} cuts");
    }

    private static object? Settles(SimulatedDisk disk, FactoryFloor floor)
    {
        try
        {
            return Look(disk, floor, l =>
            {
                var settlement = new RunSettlement(l, floor.Clock);
                return settlement.SettleForEver(settlement.OfUnit(1), Order(SettledAs.Spent, although: true));
            });
        }
        catch (PowerLostException)
        {
            return null;
        }
    }

    private static T Look<T>(SimulatedDisk disk, FactoryFloor floor, Func<StationLedger, T> look)
    {
        using var vfs = new PowerCutVfs(disk);
        using var ledger = StationLedger.OpenExisting(FactoryFloor.Log, new() { Disk = disk, Vfs = vfs.Vfs }, floor.Clock);
        return look(ledger);
    }

    private void AssertSettles(string step, SettledAs settled, RunState end, DeviceOutcome[] outcomes)
    {
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, step);
        string chip = floor.Device.Inside.Birth.Die.Identity.Name;
        Look(floor.StationDisk, floor, ledger =>
        {
            var settlement = new RunSettlement(ledger, floor.Clock);
            var run = settlement.OfChip(chip);
            Assert.Equal(end, settlement.SettleForEver(run, Order(settled, although: true)).State);
            Assert.Empty(ledger.OpenRuns());
            return 0;
        });
        Assert.Equal(outcomes, LineState.Of(floor, fixture.Kit).Outcomes);
    }

    private static SettleOrder Order(SettledAs settled, bool although = false) => new(settled, "ada", "the plan's address was wrong", although);

    private static string FaultOf(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (FaultException e)
        {
            return e.Fault.Code.Id;
        }
    }
}
