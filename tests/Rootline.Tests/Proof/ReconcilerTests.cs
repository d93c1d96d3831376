using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Proof.Reconciliation;
using Xunit;

namespace Rootline.Tests.Proof;

/// <summary>The accounting itself: every outcome from records made by hand.</summary>
public sealed class ReconcilerTests
{
    private const string LineRun = "rootline line run -c line.yaml --skip-done";

    [Fact]
    public void Nothing_at_all_is_in_order_and_its_end_is_proved_by_a_card_at_zero()
    {
        var accounts = Reconcile([], [], 0);
        Assert.Equal((AccountsVerdict.InOrder, true), (accounts.Verdict, accounts.EndChecked));
        Assert.Empty(accounts.Units);
        Assert.False(Reconcile([], [], null).EndChecked);
    }

    [Fact]
    public void A_done_unit_is_told_with_its_row_chip_and_run()
    {
        var accounts = Reconcile([Row(1)], [Of(7, 1, RunState.Done)], 1);
        var expected = new UnitAccount(1, 1, UnitFate.Done, "") { Row = 1, Chip = Chip(1), Run = 7, Journal = RunState.Done };
        Assert.Equal(expected, Assert.Single(accounts.Units));
        Assert.Equal(AccountsVerdict.InOrder, accounts.Verdict);
        Assert.Equal((1, 0, 0, 0), (accounts.Count(UnitFate.Done), accounts.Count(UnitFate.Recorded), accounts.Count(UnitFate.Pending), accounts.Count(UnitFate.Lost)));
    }

    [Theory]
    [InlineData(RunState.Answered, null, "nothing of the answer went to the chip")]
    [InlineData(RunState.Answered, ChipCondition.Open, "nothing of the answer went to the chip")]
    [InlineData(RunState.Answered, ChipCondition.Closed, "another station closed the chip: the next run records the unit as spent")]
    [InlineData(RunState.Delivering, null, "the answer may be with the chip")]
    [InlineData(RunState.Delivering, ChipCondition.Interrupted, "the answer may be with the chip")]
    [InlineData(RunState.Delivering, ChipCondition.Closed, "the chip took the answer, and its word was lost")]
    [InlineData(RunState.Delivered, null, "the chip said that it took the answer, and was not asked again")]
    [InlineData(RunState.Delivered, ChipCondition.Closed, "the chip said that it took the answer, and was not asked again")]
    [InlineData(RunState.Delivered, ChipCondition.Open, "the chip said that it took the answer, and shows nothing of it: the next run records the unit as unconfirmed")]
    public void An_open_run_with_a_row_is_pending_and_the_station_finishes_it(RunState state, ChipCondition? found, string reason)
    {
        ChipSight[] chips = found is { } condition ? [new("socket", Chip(1), condition)] : [];
        var accounts = Reconcile([Row(1)], [Of(7, 1, state)], 1, chips);
        var unit = Assert.Single(accounts.Units);
        Assert.Equal((UnitFate.Pending, reason, LineRun, found), (unit.Fate, unit.Reason, unit.Next, unit.Found));
        Assert.Equal(AccountsVerdict.Pending, accounts.Verdict);
        Assert.Empty(accounts.Contradictions);
        Assert.Empty(accounts.Notes);
    }

    [Fact]
    public void A_refused_answer_is_pending_until_somebody_settles_it()
    {
        var unit = Assert.Single(Reconcile([Row(1)], [Of(7, 1, RunState.Delivering) with { Refusal = "80023" }], 1).Units);
        Assert.Equal((UnitFate.Pending, "the chip refuses the answer for good with 80023"), (unit.Fate, unit.Reason));
        Assert.Equal("rootline line settle --unit 1 --as spent --operator NAME --reason TEXT -c line.yaml", unit.Next);
    }

    [Fact]
    public void A_spent_unit_is_lost_with_the_reason_of_the_journal()
    {
        var accounts = Reconcile([Row(1), Row(2)], [Of(1, 1, RunState.Spent) with { Note = "why" }, Of(2, 2, RunState.Spent)], 2);
        Assert.Equal([(UnitFate.Lost, "why"), (UnitFate.Lost, "spent")], accounts.Units.Select(u => (u.Fate, u.Reason)));
        Assert.All(accounts.Units, u => Assert.Null(u.Next));
        Assert.Equal((AccountsVerdict.Lost, 2), (accounts.Verdict, accounts.Count(UnitFate.Lost)));
    }

    [Fact]
    public void Rows_without_a_run_are_recorded_with_a_journal_and_without_one()
    {
        foreach (var runs in (Run[]?[])[null, []])
        {
            var accounts = Reconcile([Row(1), Row(2)], runs, 2);
            Assert.All(accounts.Units, u => Assert.Equal((UnitFate.Recorded, "no journal says whether the chip took it", (long?)null), (u.Fate, u.Reason, u.Run)));
            Assert.Equal([Chip(1), Chip(2)], accounts.Units.Select(u => u.Chip));
            Assert.Equal(AccountsVerdict.InOrder, accounts.Verdict);
        }
    }

    [Fact]
    public void A_unit_between_two_rows_belongs_to_the_run_that_lost_it()
    {
        Run[] runs = [Of(1, 1, RunState.Done), Lost(2, 2), Of(3, 2, RunState.Done, chip: 3)];
        var accounts = Reconcile([Row(1), Row(2, counter: 3, chip: 3)], runs, 3);
        var expected = new UnitAccount(2, 2, UnitFate.Lost, "between row 1 and row 2: forgotten") { Chip = Chip(2), Run = 2, Journal = RunState.Spent };
        Assert.Equal(expected, accounts.Units[1]);
        Assert.Equal([1u, 2u, 3u], accounts.Units.Select(u => u.First));
        Assert.Empty(accounts.Contradictions);
    }

    [Fact]
    public void Units_that_nobody_asked_for_are_told_together_around_those_that_a_run_lost()
    {
        var accounts = Reconcile([Row(1), Row(2, counter: 10, chip: 3)], [Lost(2, 4)], 10);
        Assert.Equal(
            [(1u, 1u, "no journal says whether the chip took it"), (2, 3, Nobody("between row 1 and row 2")), (4, 4, "between row 1 and row 2: forgotten"), (5, 9, Nobody("between row 1 and row 2")), (10, 10, "no journal says whether the chip took it")],
            accounts.Units.Select(u => (u.First, u.Last, u.Reason)));
        Assert.Equal(8, accounts.Count(UnitFate.Lost));
    }

    [Fact]
    public void A_lost_unit_at_either_end_of_a_gap_stands_alone()
    {
        var accounts = Reconcile([Row(1), Row(2, counter: 5, chip: 3)], [Lost(2, 2), Lost(3, 4)], 5);
        Assert.Equal([(1u, 1u), (2, 2), (3, 3), (4, 4), (5, 5)], accounts.Units.Select(u => (u.First, u.Last)));
    }

    [Fact]
    public void Units_before_the_first_row_are_missing_unless_the_log_begins_there()
    {
        var evidence = new Evidence { Rows = [Row(1, counter: 3)], CardCounter = 3 };
        Assert.Equal([(1u, 2u, Nobody("before row 1"))], Reconciler.Reconcile(evidence).Units.Take(1).Select(u => (u.First, u.Last, u.Reason)));
        Assert.Equal(3u, Assert.Single(Reconciler.Reconcile(evidence with { FirstCounter = 3 }).Units).First);
        Assert.Equal(AccountsVerdict.InOrder, Reconciler.Reconcile(new Evidence { Rows = [], FirstCounter = 3, CardCounter = 2 }).Verdict);
    }

    [Fact]
    public void A_unit_behind_the_log_is_pending_for_the_one_run_that_may_own_it()
    {
        var accounts = Reconcile([Row(1)], [Of(1, 1, RunState.Done), Proved(2)], 2, [new("s", Chip(2), ChipCondition.Firmware)]);
        var unit = accounts.Units[^1];
        Assert.Equal("behind row 1: the card counted it, and its answer did not reach the disk; a card that repeats gives it again for free", unit.Reason);
        Assert.Equal((2u, 2u, UnitFate.Pending, Chip(2), 2L, RunState.Proved, ChipCondition.Firmware, LineRun), (unit.First, unit.Last, unit.Fate, unit.Chip, unit.Run!.Value, unit.Journal!.Value, unit.Found!.Value, unit.Next));
        Assert.Empty(accounts.Idle);
        Assert.Equal(AccountsVerdict.Pending, accounts.Verdict);
    }

    [Fact]
    public void Of_several_units_behind_the_log_the_last_alone_can_be_fetched()
    {
        var accounts = Reconcile([Row(1)], [Proved(2)], 4);
        Assert.Equal([(2u, 3u, UnitFate.Lost), (4, 4, UnitFate.Pending)], accounts.Units.Skip(1).Select(u => (u.First, u.Last, u.Fate)));
        Assert.Equal(LineRun + " --accept-lost-records", accounts.Units[^1].Next);
    }

    [Fact]
    public void A_unit_behind_the_log_that_a_run_lost_is_lost_and_consent_is_needed_to_go_on()
    {
        var accounts = Reconcile([Row(1)], [Of(1, 1, RunState.Answered), Lost(2, 2), Proved(3)], 2);
        Assert.Equal("behind row 1: forgotten", accounts.Units[^1].Reason);
        Assert.Equal(LineRun + " --accept-lost-records", accounts.Units[0].Next);
        Assert.Equal(3, Assert.Single(accounts.Idle).Run.Id);
    }

    [Fact]
    public void With_no_possible_owner_or_with_two_a_unit_behind_the_log_is_lost()
    {
        Assert.Equal((UnitFate.Lost, Nobody("the log is empty")), FateAndReason(Reconcile([], [], 1)));
        Assert.Equal((UnitFate.Lost, Nobody("behind row 1")), FateAndReason(Reconcile([Row(1)], null, 2)));
        var two = Reconcile([Row(1)], [Proved(2), Proved(3)], 2);
        Assert.Equal(UnitFate.Lost, two.Units[^1].Fate);
        Assert.Equal([2L, 3L], two.Idle.Select(i => i.Run.Id));
    }

    [Fact]
    public void Open_runs_without_a_unit_are_idle_and_without_the_card_a_proved_one_may_hold_one()
    {
        Run[] runs = [Of(1, null, RunState.Started), Proved(2), Of(3, null, RunState.Abandoned)];
        var asked = Reconcile([], runs, 0);
        Assert.Equal([(1L, false), (2L, false)], asked.Idle.Select(i => (i.Run.Id, i.MayHoldUnit)));
        Assert.Equal(AccountsVerdict.InOrder, asked.Verdict);
        var unasked = Reconcile([], runs, null);
        Assert.Equal([(1L, false, LineRun), (2L, true, LineRun)], unasked.Idle.Select(i => (i.Run.Id, i.MayHoldUnit, i.Next)));
        Assert.Equal((AccountsVerdict.Pending, false), (unasked.Verdict, unasked.EndChecked));
    }

    [Fact]
    public void A_card_behind_the_log_contradicts_it()
    {
        var accounts = Reconcile([Row(1), Row(2)], null, 1);
        Assert.Equal("the card counted 1 units, the log holds unit 2: the card is an older copy, or the log was changed", Assert.Single(accounts.Contradictions));
        Assert.Equal((AccountsVerdict.Contradicted, 2), (accounts.Verdict, accounts.Units.Count));
    }

    [Fact]
    public void Rows_that_hold_no_counter_or_an_old_one_contradict_and_are_no_units()
    {
        var accounts = Reconcile([Row(1), new(2, null, null), Row(3, counter: 1), Row(4, counter: 2)], null, 2);
        Assert.Equal(["row 2 of the log holds no counter", "row 3 of the log has counter 1, which is not above the one before it"], accounts.Contradictions);
        Assert.Equal([1u, 2u], accounts.Units.Select(u => u.First));
    }

    [Theory]
    [InlineData(ChipCondition.Open)]
    [InlineData(ChipCondition.Firmware)]
    [InlineData(ChipCondition.Interrupted)]
    public void A_chip_that_is_done_and_not_closed_contradicts(ChipCondition found)
    {
        var accounts = Reconcile([Row(1)], [Of(1, 1, RunState.Done)], 1, [new("s", Chip(1), found)]);
        Assert.Equal($"chip {Chip(1)} is recorded as done with unit 1, and is found {found.ToString().ToLowerInvariant()}", Assert.Single(accounts.Contradictions));
        Assert.Empty(Reconcile([Row(1)], [Of(1, 1, RunState.Done)], 1, [new("s", Chip(1), ChipCondition.Closed)]).Contradictions);
    }

    [Fact]
    public void A_row_and_its_run_name_the_same_chip()
    {
        var accounts = Reconcile([Row(1)], [Of(5, 1, RunState.Done, chip: 2)], 1);
        Assert.Equal($"row 1 of the log is of chip {Chip(1)}, run 5 in the journal of chip {Chip(2)}", Assert.Single(accounts.Contradictions));
        Assert.Equal(Chip(1), Assert.Single(accounts.Units).Chip);
        Assert.Equal(Chip(2), Assert.Single(Reconcile([new(1, 1, null)], [Of(5, 1, RunState.Done, chip: 2)], 1).Units).Chip);
    }

    [Fact]
    public void Runs_and_rows_must_fit_each_other()
    {
        Run[] runs =
        [
            Of(1, 9, RunState.Done), Of(2, null, RunState.Answered), Of(3, null, RunState.Delivering), Of(4, null, RunState.Delivered), Of(5, null, RunState.Done),
            Of(6, 1, RunState.Started), Of(7, 2, RunState.Proved), Of(8, 3, RunState.Abandoned), Of(9, null, RunState.Spent),
        ];
        var accounts = Reconcile([Row(1), Row(2), Row(3)], runs, 3);
        Assert.Equal(
            [
                "run 1 in the journal names row 9, which the log does not hold",
                "run 2 in the journal is answered and names no row of the log",
                "run 3 in the journal is delivering and names no row of the log",
                "run 4 in the journal is delivered and names no row of the log",
                "run 5 in the journal is done and names no row of the log",
                "run 6 in the journal is started and names a row of the log",
                "run 7 in the journal is proved and names a row of the log",
                "run 8 in the journal is abandoned and names a row of the log",
            ],
            accounts.Contradictions);
        Assert.All(accounts.Units, u => Assert.Equal("the run in the journal used no unit", u.Reason));
    }

    [Fact]
    public void Two_runs_cannot_have_one_row_or_one_unit()
    {
        var accounts = Reconcile([Row(1)], [Of(1, 1, RunState.Done), Of(2, 1, RunState.Done), Lost(3, 2), Lost(4, 2)], 2);
        Assert.Equal(["runs 1 and 2 in the journal name the same row: 1", "runs 3 and 4 in the journal name the same unit: 2"], accounts.Contradictions);
    }

    [Fact]
    public void A_chip_that_somebody_else_finished_or_began_is_noted()
    {
        ChipSight[] chips =
        [
            new("a", Chip(7), ChipCondition.Closed), new("b", Chip(8), ChipCondition.Interrupted), new("c", Chip(6), ChipCondition.Open),
            new("d", Chip(5), ChipCondition.Firmware), new("e", Chip(1), ChipCondition.Closed), new("f", Chip(2), ChipCondition.Closed),
        ];
        var accounts = Reconcile([Row(1)], [Of(2, null, RunState.Started, chip: 2)], 1, chips);
        Assert.Equal(
            [$"chip {Chip(7)} in a is closed, and no unit here is its own", $"chip {Chip(8)} in b is interrupted, and no unit here is its own"],
            accounts.Notes);
    }

    [Fact]
    public void A_lost_unit_is_neither_in_the_log_nor_still_to_come()
    {
        Assert.Equal(["run 2 in the journal lost unit 1, which row 1 of the log holds"], Reconcile([Row(1)], [Lost(2, 1)], 1).Contradictions);
        Assert.Equal(["run 2 in the journal lost unit 2, which the card has not counted"], Reconcile([Row(1)], [Lost(2, 2)], 1).Contradictions);
        Assert.Empty(Reconcile([Row(1)], [Lost(2, 2)], 2).Contradictions);
        Assert.Empty(Reconcile([Row(1)], [Lost(2, 2)], null).Contradictions);
    }

    [Fact]
    public void Consent_is_asked_for_only_where_the_card_is_known_to_be_ahead()
    {
        Run[] runs = [Of(1, 1, RunState.Answered)];
        Assert.Equal(LineRun, Reconcile([Row(1)], runs, null).Units[0].Next);
        Assert.Equal(LineRun, Reconcile([Row(1)], runs, 0).Units[0].Next);
        Assert.Equal(LineRun, Reconcile([Row(1)], [.. runs, Proved(2)], 2).Units[0].Next);
        Assert.Equal(LineRun + " --accept-lost-records", Reconcile([Row(1)], runs, 2).Units[0].Next);
    }

    [Fact]
    public void The_gravest_finding_is_the_verdict()
    {
        Run[] runs = [Of(1, 1, RunState.Answered), Of(2, 2, RunState.Spent)];
        Assert.Equal(AccountsVerdict.Lost, Reconcile([Row(1), Row(2)], runs, 2).Verdict);
        Assert.Equal(AccountsVerdict.Contradicted, Reconcile([Row(1), Row(2)], runs, 1).Verdict);
        Assert.Equal(AccountsVerdict.Pending, Reconcile([Row(1)], runs[..1], 1).Verdict);
    }

    [Fact]
    public void The_largest_counter_is_accounted_for()
    {
        var accounts = Reconcile([Row(1, counter: uint.MaxValue - 1)], [Lost(2, uint.MaxValue)], uint.MaxValue);
        Assert.Equal([(1u, uint.MaxValue - 2), (uint.MaxValue - 1, uint.MaxValue - 1), (uint.MaxValue, uint.MaxValue)], accounts.Units.Select(u => (u.First, u.Last)));
        Assert.Equal(uint.MaxValue - 1L, accounts.Count(UnitFate.Lost));
        Assert.Equal(2, Reconcile([Row(1, counter: uint.MaxValue)], [], uint.MaxValue).Units.Count);
    }

    private static (UnitFate Fate, string Reason) FateAndReason(Accounts accounts) => (accounts.Units[^1].Fate, accounts.Units[^1].Reason);

    private static string Nobody(string place) => $"{place}: no run here asked for it; another log of this card may hold it";

    private static Accounts Reconcile(RecordedUnit[] rows, Run[]? runs, uint? card, ChipSight[]? chips = null) =>
        Reconciler.Reconcile(new() { Rows = rows, Runs = runs, CardCounter = card, Chips = chips ?? [], Config = "line.yaml" });

    private static RecordedUnit Row(long row, uint? counter = null, long? chip = null) => new(row, counter ?? (uint)row, Chip(chip ?? row));

    private static Run Of(long id, long? row, RunState state, long? chip = null) => new()
    {
        Id = id,
        Scheme = DeviceRecord.NxpTrustProvisioning,
        Chip = Chip(chip ?? row ?? id),
        State = state,
        CardId = "1",
        NxpRow = row,
        Started = default,
        Updated = default,
    };

    private static Run Proved(long id) => Of(id, null, RunState.Proved);

    private static Run Lost(long id, uint unit) => Of(id, null, RunState.Spent) with { LostUnit = unit, Note = "forgotten" };

    private static string Chip(long number) => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
