using Rootline.Line.Nxp;
using Rootline.TestSupport.Factory;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Trip;

/// <summary>Every operation of the three power domains in one provisioning run, cut in every way, then recovered.</summary>
public sealed class SingleCutTests(ITestOutputHelper output)
{
    private const int MostVisits = 3;

    [Fact]
    public void After_any_single_power_cut_the_device_is_done_with_one_unit_and_a_good_log()
    {
        using var kit = new FactoryKit();
        var points = Points(kit);
        var sweep = new CutSweep();
        Parallel.ForEach(points, point => sweep.Run($"{point}", () => Run(kit, point)));
        output.Tell($"{sweep.Cases} single cuts: {sweep.Violations} violations");
        sweep.Judge(leastCases: 500);
        Assert.Equal(points.Count, sweep.Cases + sweep.NeverMet);
    }

    internal static List<string> Recover(FactoryFloor floor, FactoryKit kit)
    {
        floor.Restore();
        var last = floor.Visit();
        for (int i = 1; i < MostVisits && last is not { IsDone: true }; i++)
            last = floor.Visit();
        if (last?.Fault?.Code == LineFaults.HasUnit && floor.Inspect(l => l.OpenRuns().Count == 0))
            last = last with { Fault = null }; // done before the cut, and refused politely ever after
        return TripRules.Violations(floor, kit, last);
    }

    private static List<string>? Run(FactoryKit kit, CutPoint point)
    {
        using var floor = new FactoryFloor(kit);
        point.Arm(floor);
        floor.Visit();
        return point.Came(floor) ? Recover(floor, kit) : null;
    }

    private static List<CutPoint> Points(FactoryKit kit)
    {
        using var floor = new FactoryFloor(kit);
        var result = floor.Visit();
        Assert.True(result is { IsDone: true }, result?.Fault?.ToString());
        Assert.Empty(TripRules.Violations(floor, kit, result));
        return
        [
            .. floor.Station.Trace.Take(StationOperations(kit)).SelectMany(o => CutPoint.AllOf(Victim.Station, o)),
            .. floor.Card.Trace.SelectMany(o => CutPoint.AllOf(Victim.Card, o)),
            .. floor.Chip.Trace.SelectMany(o => CutPoint.AllOf(Victim.Chip, o)),
        ];
    }

    // The judgement above reopens the ledger; only the visit's own operations count.
    private static int StationOperations(FactoryKit kit)
    {
        using var floor = new FactoryFloor(kit);
        floor.Visit();
        return floor.Station.Count;
    }
}
