using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Cli.Sweeps;
using Rootline.Core.Power;
using Xunit;

namespace Rootline.Tests.Cli.Sweeps;

public sealed class SweepReportTests
{
    private static readonly Operation Erase = new(0, "flash", OperationKind.Erase, 2);
    private static readonly Operation Program = new(1, "flash", OperationKind.Program, 2);
    private static readonly SweepPlan Plan = new() { ChipFile = "chip.bin", Command = ["host"] };
    private static readonly ChipEnd Before = new("open", "before", 0);
    private static readonly ChipEnd Done = new("closed", "done", 0);
    private static readonly SweepOutcome First = new(new(0, null, null), [0], Done, false, [Erase, Program]);

    [Fact]
    public void The_cases_are_before_and_after_each_operation_and_each_torn_outcome_where_that_is_asked()
    {
        Assert.Equal(
            ["case 1: before erase 0", "case 2: after erase 0", "case 3: before program 1", "case 4: after program 1"],
            SweepCase.Of([Erase, Program], torn: false, null).Select(c => c.ToString()));
        Assert.Equal(
            ["case 1: before erase 0", "case 2: torn erase 0, outcome 0", "case 3: torn erase 0, outcome 1", "case 4: after erase 0"],
            SweepCase.Of([Erase], torn: true, null).Select(c => c.ToString()));
        Assert.Equal([0, 2, 5], SweepCase.Of([Erase, Program], torn: true, 3).Select(c => Index(c)));
        Assert.Equal(8, SweepCase.Of([Erase, Program], torn: true, 100).Count);
        static int Index(SweepCase one) => SweepCase.Of([Erase, Program], torn: true, null).Select(c => c.Cut).ToList().IndexOf(one.Cut);
    }

    [Fact]
    public void In_turn_there_is_one_case_an_operation_before_torn_and_after()
    {
        var six = Enumerable.Range(0, 6).Select(i => Program with { Index = i }).Append(Erase with { Index = 6, TornOutcomes = 0 }).ToList();
        Assert.Equal(
            ["case 1: before program 0", "case 2: torn program 1, outcome 0", "case 3: after program 2", "case 4: before program 3", "case 5: torn program 4, outcome 1", "case 6: after program 5", "case 7: before erase 6"],
            SweepCase.InTurn(six, null).Select(c => c.ToString()));
        Assert.Equal([0, 3], SweepCase.InTurn(six, 2).Select(c => c.Cut!.Index));
    }

    [Theory]
    [InlineData("0", "closed", "other", 0, null)]
    [InlineData("5 0", "closed", "other", 0, null)]
    [InlineData("5 5 5", "closed", "other", 0, "the command never ends with 0")]
    [InlineData("5 5 5", "open", "before", 0, "the command never ends with 0")]
    [InlineData("0", "open", "before", 0, "the command ends with 0 and the chip is not finished")]
    [InlineData("0", "interrupted", "other", 0, "the chip is neither as before nor finished (interrupted)")]
    [InlineData("5 5 5", "open", "other", 0, "the chip is neither as before nor finished (open)")]
    [InlineData("5 null", "closed", "other", 0, "the command takes too long")]
    [InlineData("5 0", "closed", "other", 3, "3 words of the flash stay unreadable")]
    public void A_case_is_judged_by_exit_codes_and_end_of_the_chip(string exits, string life, string content, int unreadable, string? why)
    {
        var judge = new SweepJudge(Before, First, First with { End = Done with { Content = "drawn anew" } });
        Assert.False(judge.IsExact);
        Assert.Equal(why, judge.ViolationOf(Outcome(1, exits, new(life, content, unreadable))));
    }

    [Theory]
    [InlineData("done", null)]
    [InlineData("before", "the command ends with 0 and the chip is not finished")]
    [InlineData("other", "the chip is neither as before nor finished (closed)")]
    public void Where_the_undisturbed_run_always_leaves_the_same_flash_every_case_must(string content, string? why)
    {
        var judge = new SweepJudge(Before, First, First);
        Assert.True(judge.IsExact);
        Assert.Equal(why, judge.ViolationOf(Outcome(1, "5 0", Done with { Content = content })));
    }

    [Fact]
    public void A_command_that_leaves_the_chip_s_life_as_it_is_is_judged_by_it()
    {
        var first = First with { End = new("open", "one", 0) };
        var judge = new SweepJudge(Before, first, first with { End = new("open", "two", 0) });
        Assert.Null(judge.ViolationOf(Outcome(1, "0", new("open", "three", 0))));
        Assert.NotNull(judge.ViolationOf(Outcome(1, "0", new("open", "before", 0))));
        Assert.NotNull(judge.ViolationOf(Outcome(1, "0", new("interrupted", "three", 0))));
    }

    [Fact]
    public void The_shape_of_the_report_is_kept()
    {
        var report = Report();
        Assert.Equal(
            """
            {"v":1,"operations":2,"exact":true,"cases":4,"states":[{"life":"closed","standing":"finished","cutFell":true,"exits":[5,0],"count":2},{"life":"interrupted","standing":"neither","cutFell":true,"exits":[5,null],"count":1},{"life":"closed","standing":"finished","cutFell":false,"exits":[0],"count":1}],"violations":[{"case":2,"operation":0,"kind":"erase","moment":"torn","outcome":0,"exits":[5,null],"life":"interrupted","standing":"neither","why":"the command takes too long"}]}
            """.Trim(),
            JsonText.Of(report.Write));
        Assert.Equal((5, "sweep-violation"), ((int)report.Fault!.Code.Exit, report.Fault.Code.Id));
    }

    [Fact]
    public void The_table_shows_each_end_state_once_with_its_count_and_then_the_violations()
    {
        var text = new StringWriter { NewLine = "\n" };
        Report().Print(text);
        Assert.Equal(
            """
            2 operations, 4 cases, at most 3 visits each
            cases  chip         standing   cut          exit codes of the visits
                2  closed       finished   fell         5 0
                1  interrupted  neither    fell         5 too-long
                1  closed       finished   not reached  0
            violation: case 2: torn erase 0, outcome 0: the command takes too long
            1 violations

            """.ReplaceLineEndings("\n"),
            text.ToString());
    }

    [Fact]
    public void Without_a_violation_there_is_no_fault() =>
        Assert.Null(new SweepReport(Plan, new(Before, First, First), First, [Outcome(1, "5 0", Done)]).Fault);

    private static SweepReport Report() => new(Plan, new(Before, First, First), First,
    [
        Outcome(1, "5 0", Done),
        Outcome(2, "5 null", new("interrupted", "other", 1)),
        Outcome(3, "0", Done) with { CutFell = false },
        Outcome(4, "5 0", Done),
    ]);

    private static SweepOutcome Outcome(int number, string exits, ChipEnd end) => new(
        SweepCase.Of([Erase, Program], torn: true, null)[number - 1],
        [.. exits.Split(' ').Select(e => e == "null" ? (int?)null : int.Parse(e, CultureInfo.InvariantCulture))],
        end,
        true,
        [Erase, Program]);
}
