using Rootline.Line.Sockets;
using Rootline.TestSupport.Factory;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Line;

/// <summary>The operator calls a run off at every step and in the middle of messages.</summary>
public sealed class CancellationTests(ITestOutputHelper output)
{
    private const int EveryByte = 5;

    [Fact]
    public void A_run_that_was_called_off_at_any_step_goes_on_with_one_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        var moments = Sweep.StepsOf(kit).SelectMany(s => new[] { (s, LineEventKind.StepBegins), (s, LineEventKind.StepDone) }).ToList();
        Sweep.Run(output, "cancellations between messages", moments, moment =>
        {
            using var floor = new FactoryFloor(kit);
            using var off = new CancellationTokenSource();
            floor.Observer = e =>
            {
                if ((e.Text, e.Kind) == moment)
                    off.Cancel();
            };
            return CallOff(floor, kit, off.Token);
        });
        Assert.True(moments.Count >= 20, $"only {moments.Count} moments");
    }

    [Fact]
    public void A_run_that_was_called_off_within_a_message_goes_on_with_one_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        var bytes = Sweep.Bytes(kit).Where((_, i) => i % EveryByte == 0).ToList();
        int cases = Sweep.Run(output, "cancellations within messages", bytes, at =>
        {
            using var floor = new FactoryFloor(kit);
            using var off = new CancellationTokenSource();
            var cable = new CutCable
            {
                Passes = (direction, index) =>
                {
                    if ((direction, index) == at)
                        off.Cancel();
                },
            };
            floor.Cable = wire => cable.Over(wire, floor.Clock);
            return CallOff(floor, kit, off.Token);
        });
        Assert.True(cases > 100, $"only {cases} cases");
    }

    private static List<string> CallOff(FactoryFloor floor, FactoryKit kit, CancellationToken off)
    {
        var violations = new List<string>();
        floor.Adjust = plan => plan with { Cancellation = off };
        try
        {
            var result = floor.Visit();
            if (result is not { IsDone: true })
                violations.Add($"called off, and it is called {result?.Fault}");
        }
        catch (OperationCanceledException)
        {
            if (!off.IsCancellationRequested)
                violations.Add("called off by nobody");
        }

        long recorded = floor.Inspect(l => l.CountRecords());
        if (recorded != floor.CardUnits().Counter)
            violations.Add($"called off between the card's answer and its record: {recorded} records");
        violations.AddRange(Sweep.Recover(floor, kit));
        return violations;
    }
}
