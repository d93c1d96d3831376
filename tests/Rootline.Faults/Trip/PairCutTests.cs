using Rootline.Core.Power;
using Rootline.Line.Sockets;
using Rootline.TestSupport.Factory;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Trip;

/// <summary>
/// Two cuts in one device's life, both between the card's request and the chip's confirmation: the first in the run, the
/// second in its recovery.
/// </summary>
public sealed class PairCutTests(ITestOutputHelper output)
{
    private const string Request = "4 card authenticates chip";
    private const string Confirmation = "6 give wrapped data to chip";

    [Fact]
    public void After_any_two_power_cuts_between_request_and_confirmation_the_device_is_done_with_one_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        var firsts = Window(kit);
        var sweep = new CutSweep();
        Parallel.ForEach(firsts, first =>
        {
            foreach (var victim in Enum.GetValues<Victim>())
                SecondCuts(kit, first, victim, sweep);
        });
        output.Tell($"{sweep.Cases} pairs of cuts ({firsts.Count} first cuts): {sweep.Violations} violations");
        sweep.Judge(leastCases: 1_000);
    }

    // Every cut of the second victim from the start of the recovery to the chip's confirmation.
    private static void SecondCuts(FactoryKit kit, CutPoint first, Victim victim, CutSweep sweep)
    {
        for (int index = 0; ; index++)
        {
            var kinds = KindsAt(kit, first, victim, index);
            if (kinds.Count == 0)
                return;
            foreach (var second in kinds)
                sweep.Run($"{first} then {second}", () => Run(kit, first, second));
        }
    }

    // The kinds of cut at an operation of the recovery; none when it lies behind the confirmation, or does not exist.
    private static List<CutPoint> KindsAt(FactoryKit kit, CutPoint first, Victim victim, int index)
    {
        using var floor = new FactoryFloor(kit);
        Cut(floor, first);
        var probe = new CutPoint(victim, new Cut(index, CutMoment.Before));
        bool confirmed = false;
        floor.Observer = e => confirmed |= e is { Kind: LineEventKind.StepDone, Text: Confirmation };
        probe.Arm(floor);
        floor.Visit();
        if (!probe.Came(floor) || confirmed)
            return [];
        return [.. CutPoint.EachKindOf(victim, probe.Domain(floor).Trace[^1] with { Index = index })];
    }

    // What is violated; null when one of the cuts never came.
    private static List<string>? Run(FactoryKit kit, CutPoint first, CutPoint second)
    {
        using var floor = new FactoryFloor(kit);
        if (!Cut(floor, first))
            return null;
        second.Arm(floor);
        floor.Visit();
        return second.Came(floor) ? SingleCutTests.Recover(floor, kit) : null;
    }

    private static bool Cut(FactoryFloor floor, CutPoint first)
    {
        first.Arm(floor);
        floor.Visit();
        bool came = first.Came(floor);
        floor.Restore();
        return came;
    }

    private static List<CutPoint> Window(FactoryKit kit)
    {
        using var floor = new FactoryFloor(kit);
        var begin = new Dictionary<Victim, int>();
        var end = new Dictionary<Victim, int>();
        floor.Observer = e =>
        {
            if (e is { Kind: LineEventKind.StepBegins, Text: Request })
                Mark(begin, floor);
            else if (e is { Kind: LineEventKind.StepDone, Text: Confirmation })
                Mark(end, floor);
        };
        Assert.True(floor.Visit() is { IsDone: true });
        return
        [
            .. Enum.GetValues<Victim>().SelectMany(v => new CutPoint(v, new Cut(0, CutMoment.Before)).Domain(floor).Trace
                .Where(o => o.Index >= begin[v] && o.Index < end[v])
                .SelectMany(o => CutPoint.EachKindOf(v, o))),
        ];
    }

    private static void Mark(Dictionary<Victim, int> marks, FactoryFloor floor) =>
        (marks[Victim.Station], marks[Victim.Card], marks[Victim.Chip]) = (floor.Station.Count, floor.Card.Count, floor.Chip.Count);
}
