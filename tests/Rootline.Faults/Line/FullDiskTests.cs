using Rootline.Core.Disks;
using Rootline.TestSupport.Factory;
using Rootline.TestSupport.Power;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Line;

/// <summary>The disk is full at every single write of a run, of the station's and of the card's.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    [Fact]
    public void After_the_station_s_disk_was_full_at_any_write_the_next_visit_finishes_with_one_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        int writes = WritesOf(kit, f => f.StationDisk);
        Assert.True(writes > 20, $"only {writes} writes");
        Sweep.Run(output, "writes of the station to a full disk", [.. Enumerable.Range(0, writes)], left =>
        {
            using var floor = new FactoryFloor(kit);
            floor.StationDisk.WritesLeft = left;
            var violations = Full(floor);
            floor.StationDisk.WritesLeft = null;
            return [.. violations, .. Sweep.Recover(floor, kit)];
        });
    }

    [Fact]
    public void While_the_station_s_disk_stays_full_no_visit_costs_a_second_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        int writes = WritesOf(kit, f => f.StationDisk);
        Sweep.Run(output, "full disks visited twice", [.. Enumerable.Range(0, writes)], left =>
        {
            using var floor = new FactoryFloor(kit);
            floor.StationDisk.WritesLeft = left;
            var violations = Full(floor);
            violations.AddRange(Full(floor));
            floor.StationDisk.WritesLeft = null;
            return [.. violations, .. Sweep.Recover(floor, kit)];
        });
    }

    [Fact]
    public void After_the_card_s_disk_was_full_at_any_write_the_card_is_put_back_and_the_next_visit_finishes_with_one_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        int writes = WritesOf(kit, f => f.CardDisk);
        Assert.True(writes >= 2, $"only {writes} writes");
        Sweep.Run(output, "writes of the card to a full disk", [.. Enumerable.Range(0, writes)], left =>
        {
            using var floor = new FactoryFloor(kit);
            floor.CardDisk.WritesLeft = left;
            var violations = Full(floor);
            // What the card has in memory is not what its file holds: it must say nothing more until it starts anew.
            if (floor.Visit()?.Fault?.VendorCode != "6F00")
                violations.Add("the card goes on after its memory failed");
            floor.CardDisk.WritesLeft = null;
            floor.PowerCycleCard();
            return [.. violations, .. Sweep.Recover(floor, kit)];
        });
    }

    private static List<string> Full(FactoryFloor floor)
    {
        var result = floor.Visit();
        return result?.Fault?.Code == DiskFaults.Full ? [] : [$"a full disk is called {result?.Fault?.ToString() ?? "nothing"}"];
    }

    private static int WritesOf(FactoryKit kit, Func<FactoryFloor, SimulatedDisk> disk)
    {
        const int plenty = 1_000_000;
        using var floor = new FactoryFloor(kit);
        disk(floor).WritesLeft = plenty;
        Assert.True(floor.Visit() is { IsDone: true });
        return plenty - disk(floor).WritesLeft!.Value;
    }
}
