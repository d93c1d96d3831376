using Rootline.Line.Nxp;
using Rootline.TestSupport.Factory;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Line;

/// <summary>The cable between station and chip is cut or disturbed at every byte that matters, in both directions.</summary>
public sealed class CableTests(ITestOutputHelper output)
{
    private static readonly string[] CutFaults = ["mboot-no-answer", "mboot-damaged", "mboot-out-of-step"];

    [Fact]
    public void After_a_cable_cut_at_any_byte_the_next_visit_finishes_with_one_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        int cases = Sweep.Run(output, "cable cuts", Sweep.Bytes(kit), at =>
        {
            using var floor = new FactoryFloor(kit);
            var result = Visit(floor, new CutCable { CutAt = at });
            List<string> violations = [.. Sweep.Judge(floor, result)];
            if (result is { Fault: { } fault } && !CutFaults.Contains(fault.Code.Id))
                violations.Add($"the cut is called {fault}");
            return [.. violations, .. Sweep.Recover(floor, kit)];
        });
        Assert.True(cases > 1000, $"only {cases} cases");
    }

    [Fact]
    public void A_changed_byte_is_repaired_or_refused_and_never_becomes_a_wrong_record()
    {
        using var kit = new FactoryKit(certificates: 1);
        int repaired = 0;
        int cases = Sweep.Run(output, "changed bytes", Sweep.Bytes(kit), at =>
        {
            using var floor = new FactoryFloor(kit);
            var result = Visit(floor, new CutCable { ChangeAt = at });
            if (result is { IsDone: true })
                Interlocked.Increment(ref repaired);
            return [.. Sweep.Judge(floor, result), .. Sweep.Recover(floor, kit)];
        });
        output.Tell($"{repaired} of them were repaired in the same visit");
        Assert.True(cases > 1000, $"only {cases} cases");
        Assert.True(repaired > cases / 2, $"only {repaired} of {cases} were repaired");
    }

    private static DeviceResult? Visit(FactoryFloor floor, CutCable cable)
    {
        floor.Cable = wire => cable.Over(wire, floor.Clock);
        return floor.Visit();
    }
}
