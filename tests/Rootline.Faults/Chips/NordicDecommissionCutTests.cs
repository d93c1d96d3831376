using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Line.Nordic;
using Rootline.Line.Nordic.Retire;
using Rootline.TestSupport;
using Rootline.TestSupport.Nordic;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>A part's power goes while it is put out of use: before the one write, torn in it, after it.</summary>
public sealed class NordicDecommissionCutTests(ITestOutputHelper output)
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);

    [Theory]
    [InlineData("nrf5340")]
    [InlineData("nrf9160")]
    public void After_every_cut_the_part_is_as_before_or_out_of_use_and_the_same_command_ends_it(string part)
    {
        var secured = new NordicBench(part);
        secured.Provision();
        var trace = secured.Twin();
        trace.Chip.Reset();
        Retire(trace);
        var write = trace.Power.Trace.Single();
        var found = new SortedDictionary<string, int>();
        foreach (var cut in Enumerable.Range(0, write.TornOutcomes).Select(t => new Cut(write.Index, CutMoment.Torn, t)).Append(new(write.Index, CutMoment.Before)).Append(new(write.Index, CutMoment.After)))
        {
            var dead = secured.Twin(cut);
            dead.Chip.Reset();
            Assert.Equal(NordicLineFaults.NotRetired, Assert.Throws<FaultException>(() => Retire(dead)).Fault.Code);
            var later = dead.PowerCycled();
            later.Chip.Reset();
            string state = later.State?.ToString() ?? "torn";
            found[state] = found.GetValueOrDefault(state) + 1;
            if (later.State is null)
                Assert.Equal(NordicLineFaults.NotToRetire, Assert.Throws<FaultException>(() => Retire(later)).Fault.Code);
            else
                Assert.Equal(state == nameof(NordicLifecycle.Decommissioned), Retire(later).WasBefore);
            Assert.True(later.State is NordicLifecycle.Decommissioned or null);
        }

        output.Tell($"{found.Values.Sum()} cuts of a {part} on its way out of use: {string.Join(", ", found.Select(f => $"{f.Value} {f.Key}"))}");
    }

    private DecommissionResult Retire(NordicBench bench) => new NordicDecommission(
        new BenchSocket(bench, _clock),
        new()
        {
            Target = new(bench.Chip.Part, bench.ProvisionAddress, ProvisionLayout.Ncs2),
            Device = "0102030405060708",
            Request = ApplicationRequest.Decommission,
            Judge = PlainTokens.Judge,
            Patience = TimeSpan.FromSeconds(1),
        },
        _clock).EnterForEver();
}
