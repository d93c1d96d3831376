using Rootline.Line.Sockets;
using Rootline.TestSupport;
using Rootline.TestSupport.Factory;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Trip;

/// <summary>
/// Every operation of the chip's flash in one provisioning run of a family whose flash is erased first, and of a family with
/// provisioning data: cut in every way, then recovered. Of the pages that are erased first, the first, a middle and the last.
/// </summary>
public sealed class FamilyCutTests(ITestOutputHelper output)
{
    private const string Erase = "1.2 erase memory";

    [Theory]
    [InlineData("lpc55s16", 150)]
    [InlineData("mcxn947", 60)]
    public void After_any_power_cut_of_the_chip_the_device_is_done_with_one_unit_and_a_good_log(string family, int least)
    {
        using var kit = new FactoryKit(certificates: 1, product: new FactoryProduct(family));
        var points = Points(kit);
        var sweep = new CutSweep();
        Parallel.ForEach(points, point => sweep.Run($"{point}", () => Run(kit, point)));
        output.Tell($"{sweep.Cases} cuts of a chip of family {family}: {sweep.Violations} violations");
        sweep.Judge(least);
        Assert.Equal(points.Count, sweep.Cases + sweep.NeverMet);
    }

    private static List<string>? Run(FactoryKit kit, CutPoint point)
    {
        using var floor = WithOldImage(kit);
        point.Arm(floor);
        floor.Visit();
        return point.Came(floor) ? SingleCutTests.Recover(floor, kit) : null;
    }

    private static List<CutPoint> Points(FactoryKit kit)
    {
        using var floor = WithOldImage(kit);
        int before = floor.Chip.Count;
        int begin = 0;
        int end = 0;
        floor.Observer = e =>
        {
            begin = e is { Kind: LineEventKind.StepBegins, Text: Erase } ? floor.Chip.Count : begin;
            end = e is { Kind: LineEventKind.StepDone, Text: Erase } ? floor.Chip.Count : end;
        };
        Assert.True(floor.Visit() is { IsDone: true });
        int middle = (begin + end) / 2;
        return
        [
            .. floor.Chip.Trace.Skip(before).Where(o => o.Index <= begin || o.Index == middle || o.Index >= end - 1)
                .SelectMany(o => CutPoint.AllOf(Victim.Chip, o with { Index = o.Index - before })),
        ];
    }

    // Something lies where the firmware goes, so that it cannot be loaded unless the erase was whole.
    private static FactoryFloor WithOldImage(FactoryKit kit)
    {
        var floor = new FactoryFloor(kit);
        if (kit.Product.Family.EraseFirst is { } range)
            floor.Device.Inside.Flash.Program((int)range.Start, new byte[512]);
        return floor;
    }
}
