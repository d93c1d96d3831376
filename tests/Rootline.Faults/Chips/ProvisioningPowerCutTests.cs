using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.TestSupport.Nxp;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>
/// The power goes at every operation of a chip's flash while it proves itself and while it burns the wrapped data. The chip
/// is then found open, interrupted or closed and complete; and the same messages finish what was begun.
/// </summary>
public sealed class ProvisioningPowerCutTests : IDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly ChipBench _proved = ChipBench.WithFirmware();
    private readonly byte[] _challenge = ChipLab.Challenge();
    private readonly byte[] _wrapped;
    private readonly byte[] _complete;

    public ProvisioningPowerCutTests(ITestOutputHelper output)
    {
        _output = output;
        _wrapped = ChipLab.Wrap(_proved.Prove(_challenge));
        using var whole = _proved.Twin();
        Burn(whole);
        _complete = whole.Content();
    }

    private enum Found
    {
        OpenWithSession,
        Interrupted,
        Closed,
    }

    public void Dispose() => _proved.Dispose();

    [Fact]
    public void After_a_cut_while_burning_the_same_wrapped_data_finish_the_chip()
    {
        var found = new Dictionary<Found, int>();
        var cuts = Cuts(Trace(_proved, Burn)).ToList();
        foreach (var cut in cuts)
        {
            using var later = CutIn(_proved, Burn, cut);
            var state = StateOf(later);
            found[state] = found.GetValueOrDefault(state) + 1;
            Finish(later, $"{cut}, found {state}");
        }

        _output.Tell($"{cuts.Count} cuts while burning: {string.Join(", ", found.Select(f => $"{f.Value} {f.Key}"))}; 0 violations");
        Assert.Equal(Enum.GetValues<Found>(), found.Keys.Order());
    }

    [Fact]
    public void After_a_cut_while_a_cut_is_recovered_from_the_chip_is_finished_all_the_same()
    {
        int cases = 0;
        foreach (var first in Cuts(Trace(_proved, Burn)))
        {
            using var once = CutIn(_proved, Burn, first);
            if (StateOf(once) == Found.Closed)
                continue;
            foreach (var second in Cuts(Trace(once, Burn)))
            {
                using var twice = CutIn(once, Burn, second);
                Finish(twice, $"{first}, then {second}");
                cases++;
            }
        }

        _output.Tell($"{cases} pairs of cuts while burning, 0 violations");
        Assert.True(cases > 1000, $"only {cases} pairs");
    }

    [Fact]
    public void After_a_cut_while_proving_the_chip_is_open_and_proves_itself_again()
    {
        foreach (var chip in new[] { new ChipBench(), _proved.Twin() })
        {
            byte[] fresh = ChipLab.Challenge();
            void Prove(ChipBench bench)
            {
                bench.LoadFirmware();
                bench.Prove(fresh);
            }

            var cuts = Cuts(Trace(chip, Prove)).ToList();
            int kept = 0;
            foreach (var cut in cuts)
            {
                using var later = CutIn(chip, Prove, cut);
                Assert.False(later.Chip.IsProvisioned);
                Assert.False(later.Chip.Inside.Pfr.Cfpa.IsCmpaInProgress);
                using (var session = later.Chip.Inside.Session.Read())
                    kept += session is null ? 0 : 1;
                later.LoadFirmware();
                byte[] response = later.Prove(fresh);
                later.Burn(ChipLab.Wrap(response));
                AssertClosed(later, $"{cut}");
            }

            _output.Tell($"{cuts.Count} cuts while proving, {kept} found with a session, 0 violations");
            Assert.True(cuts.Count > 10);
            chip.Dispose();
        }
    }

    [Fact]
    public void After_a_cut_while_remains_of_a_session_are_erased_the_chip_is_closed_and_they_are_erased_in_the_end()
    {
        int cases = 0;
        foreach (var first in Cuts(Trace(_proved, Burn)))
        {
            using var cut = CutAt(_proved, Burn, first);
            using var powered = cut.Twin();
            int operations = powered.Power.Count;
            for (int i = 0; i < operations; i++)
            {
                var torn = cut.Store.Snapshot();
                Assert.Throws<PowerLostException>(() => new ChipBench(cut.Birth, torn, cut: new(i, CutMoment.Torn, i % 2)));
                using var later = new ChipBench(cut.Birth, torn);
                Assert.True(later.Chip.IsProvisioned);
                AssertClosed(later, $"{first}, then power-on cut at {i}");
                cases++;
            }
        }

        _output.Tell($"{cases} cuts at power-on, 0 violations");
        Assert.True(cases > 0);
    }

    private static IEnumerable<Cut> Cuts(IReadOnlyList<Operation> trace) =>
        from operation in trace
        from cut in Enumerable.Range(0, operation.TornOutcomes)
            .Select(outcome => new Cut(operation.Index, CutMoment.Torn, outcome))
            .Append(new(operation.Index, CutMoment.Before))
            .Append(new(operation.Index, CutMoment.After))
        select cut;

    private static IReadOnlyList<Operation> Trace(ChipBench from, Action<ChipBench> deed)
    {
        using var twin = from.Twin();
        Assert.Equal(0, twin.Power.Count);
        deed(twin);
        return [.. twin.Power.Trace];
    }

    // The chip after the cut and with its power back; what it does at power-on is done.
    private static ChipBench CutIn(ChipBench from, Action<ChipBench> deed, Cut cut)
    {
        using var dead = CutAt(from, deed, cut);
        return dead.PowerCycled();
    }

    private static ChipBench CutAt(ChipBench from, Action<ChipBench> deed, Cut cut)
    {
        var bench = from.Twin(cut);
        Assert.Throws<FaultException>(() => deed(bench));
        Assert.True(bench.Wire.DeviceIsDead);
        return bench;
    }

    private void Burn(ChipBench bench)
    {
        bench.LoadFirmware();
        bench.Burn(_wrapped);
    }

    private static Found StateOf(ChipBench bench)
    {
        if (bench.Chip.IsProvisioned)
            return Found.Closed;
        using var session = bench.Chip.Inside.Session.Read();
        Assert.NotNull(session);
        return bench.Chip.Inside.Pfr.Cfpa.IsCmpaInProgress ? Found.Interrupted : Found.OpenWithSession;
    }

    private void Finish(ChipBench bench, string place)
    {
        if (!bench.Chip.IsProvisioned)
        {
            bench.LoadFirmware();
            Assert.Equal(_proved.Prove(_challenge), bench.Prove(_challenge));
            bench.Burn(_wrapped);
        }

        AssertClosed(bench, place);
        using var keys = bench.Chip.Inside.Keys.Read();
        using var expected = ChipLab.InStoreOrder(ChipLab.Oem.SbKek);
        Assert.True(keys is not null && keys.SbKek.FixedTimeEquals(expected.Span), place);
        var inside = bench.Chip.Inside;
        Assert.True(ChipLab.Cfpa.AsSpan().SequenceEqual(inside.Pfr.Cfpa.Bytes), place);
        Assert.True(_complete.AsSpan(inside.Profile.Cmpa, 512).SequenceEqual(bench.Content().AsSpan(inside.Profile.Cmpa, 512)), place);
        Assert.True(_complete.AsSpan(0, (int)inside.Profile.Application.Length).SequenceEqual(bench.Content().AsSpan(0, (int)inside.Profile.Application.Length)), place);
    }

    private static void AssertClosed(ChipBench bench, string place)
    {
        var inside = bench.Chip.Inside;
        Assert.True(bench.Chip.IsProvisioned, place);
        Assert.True(inside.Flash.IsErased(inside.Profile.Session, 3 * 512), place);
        bench.Host.Reset();
        bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.Equal(1, bench.Chip.ProductFiles);
        inside.Flash.Erase(0, ChipLab.Image.Length);
    }
}
