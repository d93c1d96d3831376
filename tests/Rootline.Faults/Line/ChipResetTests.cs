using Rootline.Line.Sockets;
using Rootline.TestSupport.Factory;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Line;

/// <summary>The chip loses its power and gets it back while the station goes on: at every step and in the middle of messages.</summary>
public sealed class ChipResetTests(ITestOutputHelper output)
{
    private const int EveryByte = 7;

    [Fact]
    public void After_a_reset_of_the_chip_at_any_step_the_device_is_done_with_one_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        var moments = Sweep.StepsOf(kit).SelectMany(s => new[] { (s, LineEventKind.StepBegins), (s, LineEventKind.StepDone) }).ToList();
        Sweep.Run(output, "chip resets between messages", moments, moment =>
        {
            using var floor = new FactoryFloor(kit);
            floor.Observer = e =>
            {
                if ((e.Text, e.Kind) == moment)
                    floor.PowerCycleChip();
            };
            var result = floor.Visit();
            return [.. Sweep.Judge(floor, result), .. Sweep.Recover(floor, kit)];
        });
        Assert.True(moments.Count >= 20, $"only {moments.Count} moments");
    }

    [Fact]
    public void After_a_reset_of_the_chip_within_a_message_the_device_is_done_with_one_unit()
    {
        using var kit = new FactoryKit(certificates: 1);
        var bytes = Sweep.Bytes(kit).Where((_, i) => i % EveryByte == 0).ToList();
        int cases = Sweep.Run(output, "chip resets within messages", bytes, at =>
        {
            using var floor = new FactoryFloor(kit);
            var cable = new CutCable
            {
                Passes = (direction, index) =>
                {
                    if ((direction, index) == at)
                        floor.PowerCycleChip();
                },
            };
            floor.Cable = wire => cable.Over(wire, floor.Clock);
            var result = floor.Visit();
            return [.. Sweep.Judge(floor, result), .. Sweep.Recover(floor, kit)];
        });
        Assert.True(cases > 100, $"only {cases} cases");
    }
}
