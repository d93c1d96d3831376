using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.Line.Sockets;
using Rootline.Links.Applet;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>What a station does before its first device when card and log do not hold the same.</summary>
public sealed class CardBalanceTests(LineFixture fixture) : IClassFixture<LineFixture>
{
    private const byte GetChallenge = 0x84;
    private const byte ProcessResponse = 0x89;
    private static readonly byte[] Conditions = [0x69, 0x85];

    [Fact]
    public void A_card_ahead_of_an_empty_log_is_refused_with_the_missing_units()
    {
        using var floor = AheadByTwo(out _);
        var result = floor.Visit();
        Assert.Equal("card-ahead-of-log", LineFixture.FaultOf(result));
        Assert.Contains("units 1 to 2 are missing", result!.Fault!.What, StringComparison.Ordinal);
        Assert.Equal(2u, floor.CardUnits().Counter);
        Assert.Equal(0, floor.Inspect(l => l.CountRecords()));
    }

    [Fact]
    public void With_consent_a_station_goes_on_behind_a_gap_and_the_verifier_names_it()
    {
        using var floor = AheadByTwo(out _);
        floor.Adjust = p => p with { AcceptsLostRecords = true };
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((3u, RunState.Done), (found.Units, found.Last));
        Assert.NotEmpty(found.Log.Faults);
        Assert.All(found.Log.Faults, f => Assert.Equal((LogFaultKind.First, 3u), (f.Kind, f.Counter)));
    }

    [Fact]
    public void A_log_that_begins_where_another_ended_is_in_balance()
    {
        using var floor = AheadByTwo(out var last);
        floor.Beginning = new LogBeginning(3, last.Hash());
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(3u, floor.Inspect(l => l.LastRecord()!.Record.Counter));
    }

    [Fact]
    public void An_older_card_behind_the_log_is_refused_and_counts_nothing()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        floor.SwapCard(fixture.Kit.CopyCard);
        floor.Insert(1);
        Assert.Equal("card-behind-log", LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(0u, floor.CardUnits().Counter);
    }

    [Fact]
    public void The_log_of_another_card_is_refused()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        using var other = new FactoryKit(serial: 78);
        floor.SwapCard(other.CopyCard);
        Assert.Equal("ledger-other-card", LineFixture.FaultOf(floor.Visit()));
    }

    [Fact]
    public void A_counted_unit_is_fetched_before_anything_else_also_when_another_chip_is_in_the_socket()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, Steps.Record);
        floor.Insert(1);
        var tap = Tap(floor);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        int fetched = tap.Instructions.IndexOf(ProcessResponse);
        Assert.InRange(fetched, 0, tap.Instructions.IndexOf(GetChallenge) - 1);
        Assert.Equal(2u, floor.CardUnits().Counter);
        floor.Insert(0);
        Assert.Equal(RunState.Answered, LineState.Of(floor, fixture.Kit).Last);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((2u, RunState.Done), (found.Units, found.Last));
        Assert.Equal([DeviceOutcome.Done, DeviceOutcome.Done], found.Outcomes);
        found.AssertLogHolds(2);
    }

    [Fact]
    public void When_the_card_is_asked_no_other_run_may_own_its_answer()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, Steps.Ask);
        floor.Insert(1);
        LineFixture.StopAt(floor, Steps.Ask);
        floor.Insert(0);
        LineFixture.StopAt(floor, Steps.Record);
        Assert.Single(floor.Inspect(l => l.OpenRuns()), r => r.State == RunState.Proved);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(1u, floor.CardUnits().Counter);
        floor.Insert(1);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((2u, RunState.Done), (found.Units, found.Last));
        found.AssertLogHolds(2);
    }

    [Fact]
    public void A_card_that_does_not_repeat_loses_a_unit_by_name_and_place()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        floor.Insert(1);
        MakeForgetful(floor);
        LineFixture.StopAt(floor, Steps.Record);
        string chip = floor.Device.Inside.Birth.Die.Identity.Name;
        var result = floor.Visit();
        Assert.Equal("card-ahead-of-log", LineFixture.FaultOf(result));
        Assert.Contains("unit 2 is missing", result!.Fault!.What, StringComparison.Ordinal);
        Assert.Contains($"chip {chip} (run 2) behind row 1", result.Fault.What, StringComparison.Ordinal);
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((2u, RunState.Spent), (found.Units, found.Last));
        Assert.Equal([DeviceOutcome.Done, DeviceOutcome.Spent], found.Outcomes);
        Assert.Null(floor.Inspect(l => l.DeviceRecords().Last().Counter));
        Assert.Equal(2u, floor.Inspect(l => l.RunsOf(chip)[^1].LostUnit));
        Assert.Equal("card-ahead-of-log", LineFixture.FaultOf(floor.Visit()));
    }

    [Fact]
    public void A_second_unit_that_is_lost_behind_the_first_has_its_own_chip_and_place()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        floor.Insert(1);
        MakeForgetful(floor);
        LineFixture.StopAt(floor, Steps.Record);
        floor.Adjust = p => p with { AcceptsLostRecords = true, MaySpendAnotherUnit = true };
        LineFixture.StopAt(floor, Steps.Record);
        floor.Adjust = static p => p;
        string chip = floor.Device.Inside.Birth.Die.Identity.Name;
        var result = floor.Visit();
        Assert.Equal("card-ahead-of-log", LineFixture.FaultOf(result));
        Assert.Contains($"units 2 to 3 are missing; it was counted for chip {chip} (run 3) behind row 1", result!.Fault!.What, StringComparison.Ordinal);
        Assert.Equal([null, 2u, 3u], floor.Inspect(l => (uint?[])[null, .. l.RunsOf(chip).Select(r => r.LostUnit)]));
        Assert.Equal(3u, floor.Inspect(l => l.LastLostUnit()));
        Assert.Empty(floor.Inspect(l => l.OpenRuns()));
    }

    [Fact]
    public void A_run_that_may_or_may_not_own_one_of_many_missing_units_is_not_called_its_owner()
    {
        using var elsewhere = Elsewhere();
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, Steps.Ask);
        floor.SwapCard(elsewhere.CardDisk.Snapshot);
        Assert.Equal("card-ahead-of-log", LineFixture.FaultOf(floor.Visit()));
        floor.Adjust = p => p with { AcceptsLostRecords = true };
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        string chip = floor.Device.Inside.Birth.Die.Identity.Name;
        var runs = floor.Inspect(l => l.RunsOf(chip));
        Assert.Equal([RunState.Abandoned, RunState.Done], runs.Select(r => r.State));
        Assert.Contains("whether one was for this chip is not known", runs[0].Note, StringComparison.Ordinal);
        Assert.Null(runs[0].LostUnit);
    }

    [Fact]
    public void With_both_consents_the_chip_of_a_lost_unit_gets_another_one_and_the_gap_stays_in_the_log()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        floor.Insert(1);
        MakeForgetful(floor);
        LineFixture.StopAt(floor, Steps.Record);
        floor.Adjust = p => p with { AcceptsLostRecords = true };
        Assert.Equal("device-has-unit", LineFixture.FaultOf(floor.Visit()));
        floor.Adjust = p => p with { AcceptsLostRecords = true, MaySpendAnotherUnit = true };
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((3u, RunState.Done), (found.Units, found.Last));
        Assert.Contains(found.Log.Faults, f => f is { Kind: LogFaultKind.Lost, Row: 2 });
    }

    [Fact]
    public void Where_all_missing_units_are_known_as_lost_a_chip_that_proved_itself_costs_nothing_before_it_is_in_the_socket()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        MakeForgetful(floor);
        LineFixture.StopAt(floor, Steps.Record);
        Assert.Equal("card-ahead-of-log", LineFixture.FaultOf(floor.Visit()));
        floor.Adjust = p => p with { AcceptsLostRecords = true };
        floor.Insert(1);
        LineFixture.StopAt(floor, Steps.Ask);
        floor.Insert(0);
        var tap = Tap(floor);
        Assert.Equal("device-has-unit", LineFixture.FaultOf(floor.Visit()));
        Assert.Equal((0, 1u), (tap.Asked, floor.CardUnits().Counter));
        Assert.Single(floor.Inspect(l => l.OpenRuns()), r => r.State == RunState.Proved);
    }

    [Fact]
    public void A_run_is_given_up_for_another_chip_also_where_its_chip_had_one_before()
    {
        byte[] refusal = [0x55, 0x01];
        using var floor = new FactoryFloor(fixture.Kit);
        floor.CardReader = reader => new CardTap(reader) { Answer = (command, card) => CardTap.Counts(command) ? refusal : card() };
        Assert.Equal("card-quota-reached", LineFixture.FaultOf(floor.Visit()));
        floor.CardReader = static reader => reader;
        LineFixture.StopAt(floor, Steps.Ask);
        string chip = floor.Device.Inside.Birth.Die.Identity.Name;
        floor.Insert(1);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        Assert.Equal([RunState.Abandoned, RunState.Abandoned], floor.Inspect(l => l.RunsOf(chip)).Select(r => r.State));
    }

    [Fact]
    public void The_operator_is_told_of_a_unit_that_is_fetched_and_of_a_gap_that_stays()
    {
        using var fetching = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(fetching, Steps.Record);
        Assert.Contains("unit 1 and its answer never reached the disk", Told(fetching, LineEventKind.Found), StringComparison.Ordinal);
        using var gap = AheadByTwo(out _);
        gap.Adjust = p => p with { AcceptsLostRecords = true };
        Assert.Contains("units 1 to 2 are missing", Told(gap, LineEventKind.Warning), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_behind_a_gap_is_recorded_with_consent_alone_and_one_that_cannot_be_read_never()
    {
        byte[] second = SecondAnswer();
        using var floor = new FactoryFloor(fixture.Kit);
        LineFixture.StopAt(floor, Steps.Ask);
        var session = new CardSession(floor.Reader);
        floor.Inspect(ledger =>
        {
            var run = ledger.OpenRuns().Single();
            var strict = new CardBalance(session, ledger, new LinePlan { Family = fixture.Kit.Product.Family, ProvisioningFirmware = [] }, floor.Clock);
            Assert.Equal("card-answer-wrong", Assert.Throws<FaultException>(() => strict.Record(run, [1, 2, 3])).Fault.Code.Id);
            Assert.Throws<FaultException>(() => strict.Record(run, second));
            Assert.Equal(0, ledger.CountRecords());
            return 0;
        });
        floor.Inspect(ledger =>
        {
            var plan = new LinePlan { Family = fixture.Kit.Product.Family, ProvisioningFirmware = [], AcceptsLostRecords = true };
            var lenient = new CardBalance(session, ledger, plan, floor.Clock);
            Assert.Equal(RunState.Answered, lenient.Record(ledger.OpenRuns().Single(), second).State);
            Assert.Equal(2u, ledger.LastRecord()!.Record.Counter);
            return 0;
        });
    }

    private static string Told(FactoryFloor floor, LineEventKind kind)
    {
        var texts = new List<string>();
        floor.Observer = e => texts.AddRange(e.Kind == kind ? [e.Text] : []);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        return string.Join('\n', texts);
    }

    // The answer for chip 0 as the card's second unit.
    private byte[] SecondAnswer()
    {
        using var elsewhere = new FactoryFloor(fixture.Kit);
        elsewhere.Insert(1);
        Assert.Null(LineFixture.FaultOf(elsewhere.Visit()));
        elsewhere.Insert(0);
        var tap = Tap(elsewhere);
        Assert.Null(LineFixture.FaultOf(elsewhere.Visit()));
        return tap.LastAnswer![..^2];
    }

    private static CardTap Tap(FactoryFloor floor)
    {
        var tap = new CardTap(floor.Reader);
        floor.CardReader = _ => tap;
        return tap;
    }

    // As the original's card: a response is answered once.
    private static void MakeForgetful(FactoryFloor floor)
    {
        var seen = new HashSet<string>();
        floor.CardReader = reader => new CardTap(reader)
        {
            Answer = (command, card) => CardTap.Counts(command) && !seen.Add(Convert.ToHexString(command)) ? Conditions : card(),
        };
    }

    private FactoryFloor AheadByTwo(out AuditRecord last)
    {
        using var elsewhere = Elsewhere();
        last = elsewhere.Inspect(l => l.LastRecord()!.Record);
        var floor = new FactoryFloor(fixture.Kit);
        floor.SwapCard(elsewhere.CardDisk.Snapshot);
        return floor;
    }

    private FactoryFloor Elsewhere()
    {
        var elsewhere = new FactoryFloor(fixture.Kit);
        Assert.Null(LineFixture.FaultOf(elsewhere.Visit()));
        elsewhere.Insert(1);
        Assert.Null(LineFixture.FaultOf(elsewhere.Visit()));
        return elsewhere;
    }
}
