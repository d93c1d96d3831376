using Rootline.Core.Power;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Nordic.Virtual;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nordic;
using Rootline.TestSupport;
using Rootline.TestSupport.Nordic;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>A part's power goes at every operation of a whole provisioning: before it, torn, after it.</summary>
public sealed class NordicPowerCutTests(ITestOutputHelper output)
{
    private const string Device = "0102030405060708";

    [Theory]
    [InlineData("nrf5340", false)]
    [InlineData("nrf5340", true)]
    [InlineData("nrf9160", false)]
    [InlineData("nrf9160", false, true)]
    public void After_every_cut_the_part_is_in_a_state_of_the_table_and_the_same_command_or_the_erase_path_finishes_it(string part, bool runsNetworkImage, bool protects = false)
    {
        NordicPlan PlanOf(NordicBench bench) => NordicLab.PlanFor(bench) with
        {
            NetworkProvisioningImage = runsNetworkImage ? NordicLab.Image(bench, NordicFirmwareKind.NetworkProvisioning) : null,
            ProtectsFromErase = protects,
        };

        var blank = new NordicBench(part);
        var found = new SortedDictionary<string, int>();
        int cases = 0;
        foreach (var cut in Cuts(blank, b => Complete(b, PlanOf(b))))
        {
            using var lab = new NordicLab();
            var dead = blank.Twin(cut);
            var plan = PlanOf(dead);
            Assert.NotNull(lab.Run(dead, plan).Fault);
            var later = dead.PowerCycled();
            string state = later.State?.ToString() ?? "unreadable";
            Settle(later, lab, plan, found, $"{cut} ({state})");
            cases++;
        }

        output.Tell($"{cases} cuts of a {part}'s whole provisioning{(runsNetworkImage ? " with its network core's image" : "")}{(protects ? " and ERASEPROTECT" : "")}: {string.Join(", ", found.Select(f => $"{f.Value} {f.Key}"))}; all others finished, 0 words written twice");
        Assert.True(cases > 100);
        Assert.Equal(protects ? 1 : 0, found.Count(f => f.Key.StartsWith("lost", StringComparison.Ordinal)));
    }

    [Fact]
    public void After_every_cut_of_an_erase_the_part_is_erased_again_and_provisioned()
    {
        var half = new NordicBench("nrf9160");
        half.Chip.Storage(half.ProvisionAddress).EnterForEver(NordicLifecycle.Provisioning);
        half.Chip.UniqueKeys.BurnRandom(half.Chip.Entropy);
        half.Load(NordicFirmwareKind.Provisioning);
        var found = new SortedDictionary<string, int>();
        int cases = 0;
        foreach (var cut in Cuts(half, b => b.Chip.Port.EraseAll()))
        {
            using var lab = new NordicLab();
            var dead = half.Twin(cut);
            var plan = NordicLab.PlanFor(dead) with { ErasesHalf = true };
            Assert.NotNull(lab.Run(dead, plan).Fault);
            Settle(dead.PowerCycled(), lab, plan, found, $"{cut}");
            cases++;
        }

        output.Tell($"{cases} cuts of ERASEALL over a half part: {string.Join(", ", found.Select(f => $"{f.Value} {f.Key}"))}; all finished");
        Assert.InRange(cases, 6, 100);
    }

    [Theory]
    [InlineData("nrf5340")]
    [InlineData("nrf9160")]
    public void A_station_that_dies_before_any_change_finishes_the_same_part_with_the_same_command(string part)
    {
        int cases = 0;
        for (bool died = true; died; cases++)
        {
            using var lab = new NordicLab();
            var bench = new NordicBench(part);
            var plan = NordicLab.PlanFor(bench);
            var socket = new BenchSocket(bench, lab.Clock);
            int left = cases;
            socket.BeforeChange = _ =>
            {
                if (left-- == 0)
                    throw new PowerLostException("station");
            };
            died = Record.Exception(() => lab.Run(socket, plan)) is PowerLostException;
            socket.BeforeChange = static _ => { };
            var result = died ? lab.Run(socket, plan) : null;
            if (result?.Fault?.Code == NordicLineFaults.Closed)
                result = lab.Run(socket, plan with { Device = Device });
            Assert.True(result is null || result.Fault is null, $"before change {cases}: {result?.Fault}");
            Assert.Equal((NordicLifecycle.Secured, RunState.Done), (bench.State!.Value, lab.Runs(Device).Single().State));
        }

        output.Tell($"{cases - 1} deaths of a station before a change of a {part}: all finished, one run each");
        Assert.True(cases > 10);
    }

    // What the operator does: power on, the same command; where it names a long option, the command with it.
    private static void Settle(NordicBench later, NordicLab lab, NordicPlan plan, SortedDictionary<string, int> found, string what)
    {
        later.Chip.Reset();
        bool wasProvisioned = later.State is NordicLifecycle.Secured;
        var result = lab.Run(later, plan);
        string way = $"{result.Found} ";
        if (result.Fault?.Code == NordicLineFaults.Half)
        {
            Assert.False(wasProvisioned, what);
            way += "healed by erasing";
            result = lab.Run(later, plan with { ErasesHalf = true, ErasesClosed = true });
        }
        else if (result.Fault?.Code == NordicLineFaults.Closed)
        {
            // This station closed it: the operator names it.
            way += "named by its id";
            result = lab.Run(later, plan with { Device = Device });
            if (result.Fault?.Code == NordicLineFaults.Closed)
            {
                way = $"{result.Found} erased, not known to be provisioned";
                result = lab.Run(later, plan with { ErasesClosed = true });
            }
            else if (result.Fault?.Code == NordicLineFaults.NotConfirmed)
            {
                way = $"{result.Found} with a torn word, erased";
                Assert.NotEqual(NordicLifecycle.Secured, later.State);
                result = lab.Run(later, plan with { Device = Device, ErasesProvisioned = true });
                if (result.Fault?.Code == NordicLineFaults.NotErased)
                {
                    // TF-M's own step to SECURED was torn behind ERASEPROTECT: docs/nordic.md says that such a part is lost.
                    Assert.True(later.State is null && later.Chip.Port.IsEraseProtected, what);
                    way = "lost: the word of SECURED torn behind ERASEPROTECT";
                    found[way] = found.GetValueOrDefault(way) + 1;
                    return;
                }
            }
        }
        else
        {
            way += "went on";
        }

        Assert.True(result.Fault is null, $"{what}: {way}: {result.Fault}");
        Assert.Equal(NordicLifecycle.Secured, later.State);
        Assert.Equal(DeviceOutcome.Done, result.Record!.Outcome);
        if (result.Record.Steps.Any(s => s.Name.StartsWith("10 protect", StringComparison.Ordinal)))
            Assert.Equal(UicrMap.Protected, later.Chip.Application.Uicr.Read(later.Chip.Part.Uicr.EraseProtect));
        Assert.Equal(RunState.Done, lab.Runs(Device)[^1].State);
        Assert.DoesNotContain(lab.Runs(Device).SkipLast(1), r => r.State == RunState.Done);
        Assert.All(later.Chip.Application.Uicr.Rewritten, IsProtection);
        found[way] = found.GetValueOrDefault(way) + 1;
    }

    // The protection words go from open to protected: two writes of the same word, and bits go one way.
    private static void IsProtection(uint offset) => Assert.Contains(offset, new[] { UicrMap.ApProtect, 0x01Cu, 0x02Cu });

    private static void Complete(NordicBench bench, NordicPlan plan)
    {
        using var lab = new NordicLab();
        Assert.Null(lab.Run(bench, plan).Fault);
    }

    private static IEnumerable<Cut> Cuts(NordicBench from, Action<NordicBench> deed)
    {
        var trace = from.Twin();
        deed(trace);
        return trace.Power.Trace.ToList().SelectMany(o => Representative(o).Select(t => new Cut(o.Index, CutMoment.Torn, t))
            .Append(new(o.Index, CutMoment.Before)).Append(new(o.Index, CutMoment.After)));
    }

    // An image is programmed in one operation of hundreds of units, all of them alike: the first byte, the middle and the last byte stand for them.
    private static IEnumerable<int> Representative(Operation operation) => operation.TornOutcomes <= 8
        ? Enumerable.Range(0, operation.TornOutcomes)
        : [0, 1, operation.TornOutcomes / 2, operation.TornOutcomes - 1];
}
