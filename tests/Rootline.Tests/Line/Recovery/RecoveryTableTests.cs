using Rootline.Core.Power;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp.Chip;
using Rootline.Line.Nxp.Recovery;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line.Recovery;

/// <summary>Every row of the table with a real journal and a real chip, without and with the operator's consent.</summary>
public sealed class RecoveryTableTests(LineFixture fixture) : IClassFixture<LineFixture>
{
    public static TheoryData<RunState?, ChipFinding, bool> Cells
    {
        get
        {
            var cells = new TheoryData<RunState?, ChipFinding, bool>();
            foreach (var row in RecoveryTable.Rows)
            {
                cells.Add(row.State, row.Finding, false);
                cells.Add(row.State, row.Finding, true);
            }

            return cells;
        }
    }

    [Fact]
    public void Every_combination_of_journal_and_chip_has_one_row()
    {
        RunState?[] states = [null, .. Enum.GetValues<RunState>().Where(s => s != RunState.Abandoned).Cast<RunState?>()];
        var combinations = states.SelectMany(s => Enum.GetValues<ChipFinding>().Select(f => (s, f))).ToList();
        Assert.Equal(32, combinations.Count);
        Assert.Equal(combinations, RecoveryTable.Rows.Select(r => (r.State, r.Finding)));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_chip_found_so_is_treated_as_the_table_says(RunState? state, ChipFinding finding, bool consents)
    {
        using var floor = RecoveryScene.Build(fixture, state, finding);
        floor.Adjust = p => p with { MaySpendAnotherUnit = consents };
        var row = RecoveryTable.Rows.Single(r => r.State == state && r.Finding == finding);
        var expected = Expected.Of(row, consents);
        Assert.Equal(expected.Fault, LineFixture.FaultOf(floor.Visit()));
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((expected.Units, expected.Last), (found.Units, found.Last));
        Assert.Equal(expected.Outcomes, found.Outcomes);
        found.AssertLogHolds(expected.Units);
        if (expected.Fault is null)
            AssertProvisioned(floor);
    }

    [Theory]
    [InlineData(ChipFinding.Open)]
    [InlineData(ChipFinding.Firmware)]
    public void A_unit_that_was_counted_and_not_recorded_is_fetched_and_delivered(ChipFinding finding)
    {
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, Steps.Record);
        if (finding == ChipFinding.Open)
            floor.PowerCycleChip();
        Assert.Equal((1u, RunState.Proved), (floor.CardUnits().Counter, LineState.Of(floor, fixture.Kit).Last));
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((1u, RunState.Done), (found.Units, found.Last));
        found.AssertLogHolds(1);
        AssertProvisioned(floor);
    }

    [Fact]
    public void An_interrupted_chip_of_an_older_copy_of_the_log_is_finished_with_its_own_answer()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, Steps.Deliver);
        var older = floor.StationDisk.Snapshot(new PowerDomain("station") { Records = true });
        floor.Chip.Arm(new Cut(fixture.CmpaErase, CutMoment.After));
        Assert.Equal("mboot-no-answer", LineFixture.FaultOf(floor.Visit()));
        floor.Restore();
        floor.SwapStation(older);
        Assert.Equal(RunState.Answered, LineState.Of(floor, fixture.Kit).Last);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        AssertProvisioned(floor);
    }

    private void AssertProvisioned(FactoryFloor floor)
    {
        Assert.True(floor.Device.IsProvisioned);
        using var keys = floor.Device.Inside.Keys.Read();
        using var kek = keys!.SbKekAsKey();
        Assert.True(kek.Span.SequenceEqual(fixture.Kit.SbKek));
    }

    /// <summary>What each action leaves behind.</summary>
    private sealed record Expected(string? Fault, uint Units, RunState? Last, IReadOnlyList<DeviceOutcome> Outcomes)
    {
        public static Expected Of(RecoveryRow row, bool consents)
        {
            IReadOnlyList<DeviceOutcome> before = row.State switch
            {
                RunState.Done => [DeviceOutcome.Done],
                RunState.Spent => [DeviceOutcome.Spent],
                _ => [],
            };
            return row.Action switch
            {
                RecoveryAction.BeginWithConsent when consents => new(null, 2, RunState.Done, [.. before, DeviceOutcome.Done]),
                RecoveryAction.BeginWithConsent or RecoveryAction.RefuseDone => new("device-has-unit", 1, row.State, before),
                RecoveryAction.RefuseBegunElsewhere when !consents => new("device-begun-elsewhere", 0, row.State, []),
                RecoveryAction.RefuseClosedElsewhere => new("device-closed-elsewhere", 0, row.State is null ? null : RunState.Abandoned, []),
                RecoveryAction.SpendClosedElsewhere => new("device-closed-elsewhere", 1, RunState.Spent, [DeviceOutcome.Spent]),
                RecoveryAction.Deliver when row is { State: RunState.Answered, Finding: ChipFinding.Interrupted } => new("device-session-lost", 1, RunState.Spent, [DeviceOutcome.Spent]),
                RecoveryAction.SetAside => new("device-contradicts-journal", 1, RunState.Spent, [DeviceOutcome.Unconfirmed]),
                _ => new(null, 1, RunState.Done, [DeviceOutcome.Done]),
            };
        }
    }
}
