using System.Collections.Concurrent;
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
        var violations = new ConcurrentBag<string>();
        int cases = 0;
        Parallel.ForEach(firsts, first =>
        {
            foreach (var victim in Enum.GetValues<Victim>())
                Interlocked.Add(ref cases, SecondCuts(kit, first, victim, violations));
        });
        output.Tell($"{cases} pairs of cuts ({firsts.Count} first cuts): {violations.Count} violations");
        Assert.Empty(violations.Order().Take(20));
        Assert.True(cases > 1_000, $"only {cases} pairs");
    }

    // Every cut of the second victim from the start of the recovery to the chip's confirmation.
    private static int SecondCuts(FactoryKit kit, CutPoint first, Victim victim, ConcurrentBag<string> violations)
    {
        int cases = 0;
        for (int index = 0; ; index++)
        {
            int kinds = 0;
            var kindsHere = KindsAt(kit, first, victim, index);
            foreach (var second in kindsHere)
            {
                kinds++;
                foreach (string violation in Run(kit, first, second))
                    violations.Add($"{first} then {second}: {violation}");
            }

            cases += kinds;
            if (kinds == 0)
                return cases;
        }
    }

    // The kinds of cut at an operation of the recovery; none when it lies behind the confirmation, or does not exist.
    private static List<CutPoint> KindsAt(FactoryKit kit, CutPoint first, Victim victim, int index)
    {
        using var floor = Cut(kit, first);
        var probe = new CutPoint(victim, new Cut(index, CutMoment.Before));
        bool confirmed = false;
        floor.Observer = e => confirmed |= e is { Kind: LineEventKind.StepDone, Text: Confirmation };
        probe.Arm(floor);
        floor.Visit();
        if (!probe.Came(floor) || confirmed)
            return [];
        return [.. CutPoint.EachKindOf(victim, probe.Domain(floor).Trace[^1] with { Index = index })];
    }

    private static List<string> Run(FactoryKit kit, CutPoint first, CutPoint second)
    {
        using var floor = Cut(kit, first);
        second.Arm(floor);
        floor.Visit();
        return second.Came(floor) ? SingleCutTests.Recover(floor, kit) : ["the second cut never came"];
    }

    private static FactoryFloor Cut(FactoryKit kit, CutPoint first)
    {
        var floor = new FactoryFloor(kit);
        first.Arm(floor);
        floor.Visit();
        floor.Restore();
        return floor;
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
