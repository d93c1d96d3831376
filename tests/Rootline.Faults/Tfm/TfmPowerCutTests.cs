using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Line.Tfm;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Tfm;

/// <summary>A device with TF-M loses power at every operation of its flash, and the same bundle finishes it.</summary>
public sealed class TfmPowerCutTests(ITestOutputHelper output)
{
    private static readonly BundleFile Bundle = BundleSample.Make("device 1");
    private static readonly BundleFile Other = BundleSample.Make("device 2");

    [Fact]
    public void The_same_bundle_finishes_a_device_that_was_cut_anywhere_and_another_one_is_refused_where_it_began()
    {
        var whole = TfmBench.New();
        int operations;
        using (var factory = new TfmFactory())
        {
            Assert.Null(factory.Provision(whole, Bundle).Fault);
            operations = whole.Power.Count;
        }

        int cases = 0;
        int resumed = 0;
        foreach (var moment in Enum.GetValues<CutMoment>())
        {
            for (int index = 0; index < operations; index++)
            {
                resumed += Cut(new(index, moment, index)) ? 1 : 0;
                cases++;
            }
        }

        output.Tell($"{cases} power cuts of a device with TF-M during provisioning: {resumed} finished by the same bundle, nothing burned twice");
        Assert.True(resumed > cases / 2, $"only {resumed} of {cases} were resumed");
    }

    private static bool Cut(Cut cut)
    {
        using var factory = new TfmFactory();
        var bench = TfmBench.New().Again(cut);
        var first = factory.Provision(bench, Bundle);
        if (first.Fault is null)
        {
            Assert.True(bench.Power.IsOn, $"{cut}: done without power");
            return false;
        }

        Assert.Contains("journal: ", first.Fault.What, StringComparison.Ordinal);
        var again = bench.Again();
        if (Finding(again) is TfmFinding.Marked or TfmFinding.Begun or TfmFinding.Secured)
            Assert.Equal(TfmLineFaults.OtherBundle, factory.Provision(bench.Again(), Other).Fault?.Code);
        var before = Bits(again);
        var second = factory.Provision(again, Bundle);
        Assert.True(second.Fault is null, $"{cut}: {first.Fault}; then {second.Fault}");
        foreach (var (element, bytes) in Bits(again))
        {
            Assert.True(before[element].Zip(bytes).All(p => (p.First & ~p.Second) == 0), $"{cut}: {element} lost bits");
            Assert.True(element is not (OtpElement.Bl2Rotpk0 or OtpElement.Bl2Rotpk1) || before[element].All(b => b == 0) || !again.Burned.ContainsKey(element), $"{cut}: {element} was burned twice");
        }

        return true;
    }

    private static TfmFinding Finding(TfmBench bench)
    {
        var bits = Bits(bench);
        using var secrets = BundleSample.Open(Bundle);
        if (bits[OtpElement.Lcs][0] == 3)
            return TfmFinding.Secured;
        return bits[OtpElement.Huk].Any(b => b != 0) ? TfmFinding.Begun
            : secrets.BootSeed.FixedTimeEquals(bits[OtpElement.BootSeed]) ? TfmFinding.Marked : TfmFinding.Blank;
    }

    private static Dictionary<OtpElement, byte[]> Bits(TfmBench bench)
    {
        var twin = bench.Otp.Twin();
        twin.Hal.Open();
        return twin.Layout.Fields.ToDictionary(f => f.Key, f =>
        {
            var bytes = new byte[f.Value.Length];
            twin.Hal.Read(f.Key, bytes);
            return bytes;
        });
    }
}
