using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Tfm;

/// <summary>A chip with a CryptoCell-312 loses power at every pulse of its fuses, in whatever stage, and the same bundle finishes it.</summary>
public sealed class CryptoCellPowerCutTests(ITestOutputHelper output)
{
    private static readonly BundleFile Bundle = CryptoCellBench.Bundle("cc 1");

    [Fact]
    public void The_same_bundle_finishes_a_chip_that_was_cut_in_any_stage()
    {
        var whole = CryptoCellBench.New();
        using (var factory = new TfmFactory())
            Assert.Null(factory.Provision(whole, Bundle).Fault);
        int cases = 0;
        int resumed = 0;
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int index = 0; index < whole.Power.Count; index++)
        {
            foreach (var cut in (Cut[])[new(index, CutMoment.Before), new(index, CutMoment.Torn, 0), new(index, CutMoment.Torn, 1), new(index, CutMoment.After)])
            {
                cases++;
                if (Cut(cut, whole.Fuses) is not { } state)
                    continue;
                resumed++;
                found[state] = found.GetValueOrDefault(state) + 1;
            }
        }

        output.Tell($"{cases} power cuts of a chip with a CryptoCell-312 during provisioning: {resumed} finished by the same bundle ({string.Join(", ", found.Select(f => $"{f.Value} times found {f.Key}"))}); 0 violations");
        Assert.Equal(["ASSEMBLY_AND_TEST", "PSA_ROT_PROVISIONING", "SECURED"], found.Keys);
        Assert.True(resumed > cases * 9 / 10, $"only {resumed} of {cases} were resumed");
    }

    // The life cycle in which the chip was found, or null for a cut that did not hinder the first run.
    private static string? Cut(Cut cut, byte[] expected)
    {
        using var factory = new TfmFactory();
        var bench = CryptoCellBench.New(cut);
        var first = factory.Provision(bench, Bundle);
        if (first.Fault is null)
        {
            Assert.True(bench.Power.IsOn, $"{cut}: done without power");
            return null;
        }

        Assert.Contains("journal: ", first.Fault.What, StringComparison.Ordinal);
        var again = bench.Again();
        byte[] before = again.Fuses;
        string state = again.Chip.Lifecycle.Burned.ToText();
        var second = factory.Provision(again, Bundle);
        Assert.True(second.Fault is null, $"{cut}: {first.Fault}; then {second.Fault}");
        Assert.DoesNotContain(before.Zip(again.Fuses), b => (b.First & ~b.Second) != 0);
        Assert.True(expected.AsSpan().SequenceEqual(again.Fuses), $"{cut}: the fuses differ from those of a chip without a cut");
        Assert.True(factory.Provision(again.Again(), Bundle).WasDoneBefore, $"{cut}: not done before");
        return state;
    }
}
