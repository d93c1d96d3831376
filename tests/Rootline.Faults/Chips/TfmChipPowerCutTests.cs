using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>
/// A complete provisioning of a TF-M chip through the debugger's protocol, with the power gone at every one of its flash operations:
/// the same data finish it, bits go one way only, and a chip that is finished has the same one-time memory as one without a cut.
/// </summary>
public sealed class TfmChipPowerCutTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(TfmRevision.V170, false)]
    [InlineData(TfmRevision.V222, true)]
    public void The_same_data_finish_a_chip_that_was_cut_anywhere(TfmRevision revision, bool raw) =>
        CutEverywhere(TfmChipBench.Of(new() { Revision = revision, HasRawKeys = raw }));

    // Its fuses are burned in one operation each, and only those have no copy.
    [Theory]
    [InlineData(TfmRevision.V170)]
    [InlineData(TfmRevision.V222)]
    public void A_chip_whose_bl1_was_cut_anywhere_is_finished_by_the_same_data(TfmRevision revision)
    {
        var blank = TfmChipBench.Of(new() { Revision = revision, HasBl1 = true });
        var whole = blank.Twin();
        int before = BeforeBl2(whole);
        byte[] expected = Elements(whole);
        int cases = 0;
        for (int index = 0; index < before; index++)
        {
            foreach (var moment in Enum.GetValues<CutMoment>())
            {
                cases++;
                var cutChip = blank.Twin(new Cut(index, moment, cases));
                Assert.ThrowsAny<Exception>(() => BeforeBl2(cutChip));
                Assert.False(cutChip.Power.IsOn);
                var again = cutChip.Twin();
                BeforeBl2(again);
                Assert.True(expected.AsSpan().SequenceEqual(Elements(again)), $"cut {index} {moment}");
            }
        }

        output.Tell($"TF-M chip {blank.Build.Version} with BL1: cut {cases} times in {before} flash operations of BL1, finished by the same data");
    }

    // A bundle finishes a chip as long as its life cycle is the first; then the loader takes no bundle any more, and what is there stays.
    [Fact]
    public void A_chip_that_was_cut_while_a_bundle_ran_is_finished_by_the_same_bundle_or_stays_where_it_is()
    {
        var blank = TfmChipBench.Of(new() { PollsForBundle = true });
        byte[] bundle = TfmSample.Bundle(blank.Build, blank.Firmware, blank.Rotpks);
        var whole = blank.Twin();
        Load(whole, bundle);
        byte[] expected = Elements(whole);
        int operations = whole.Power.Count;
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int index = 0; index < operations; index++)
        {
            var cut = new Cut(index, (CutMoment)(index % 3), index / 3);
            var cutChip = blank.Twin(cut);
            Assert.ThrowsAny<Exception>(() => Load(cutChip, bundle));
            var again = cutChip.Twin();
            string state = StateOf(again);
            found[state] = found.GetValueOrDefault(state) + 1;
            byte[] before = Elements(again);
            Load(again, bundle);
            byte[] after = Elements(again);
            Assert.True(state == "PSA_ROT_PROVISIONING" ? StateOf(again) == state : expected.AsSpan().SequenceEqual(after), $"cut {cut}, {state}");
            Assert.DoesNotContain(before.Zip(after), b => (b.First & ~b.Second) != 0);
        }

        Assert.Equal(["ASSEMBLY_AND_TEST", "PSA_ROT_PROVISIONING", "SECURED"], found.Keys);
        output.Tell($"TF-M chip {blank.Build.Version} with a bundle: cut at {operations} flash operations ({string.Join(", ", found.Select(f => $"{f.Value} times found {f.Key}"))})");
    }

    private void CutEverywhere(TfmChipBench blank)
    {
        byte[] rot = TfmSample.Rot(blank.Build);
        var whole = blank.Twin();
        Provision(whole, rot);
        byte[] expected = Elements(whole);
        int operations = whole.Power.Count;
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int cases = 0;
        for (int index = 0; index < operations; index++)
        {
            // Operations go through the moments in turn, torn ones through their outcomes.
            var cut = new Cut(index, (CutMoment)(cases % 3), cases / 3);
            cases++;
            var cutChip = blank.Twin(cut);
            Assert.ThrowsAny<Exception>(() => Provision(cutChip, rot));
            Assert.False(cutChip.Power.IsOn);
            var again = cutChip.Twin();
            string state = StateOf(again);
            found[state] = found.GetValueOrDefault(state) + 1;
            byte[] before = Elements(again);
            Provision(again, rot);
            byte[] after = Elements(again);
            Assert.True(expected.AsSpan().SequenceEqual(after), $"cut {cut}");
            Assert.DoesNotContain(before.Zip(after), b => (b.First & ~b.Second) != 0);
        }

        Assert.Equal(["ASSEMBLY_AND_TEST", "PSA_ROT_PROVISIONING", "SECURED"], found.Keys);
        output.Tell($"TF-M chip {blank.Build.Version}: cut at {cases} of {operations} flash operations of a provisioning, finished by the same data ({string.Join(", ", found.Select(f => $"{f.Value} times found {f.Key}"))})");
    }

    // Does what is left to do in the state that is found.
    private static void Provision(TfmChipBench bench, byte[] rot)
    {
        var debugger = bench.Debugger();
        bench.Demand();
        uint main = TfmDebugger.AddressOf(debugger.Secure, "main");
        if (StateOf(bench) == "SECURED")
        {
            Run(bench, debugger, TfmDebugger.AddressOf(debugger.NonSecure, "main"));
            return;
        }

        if (StateOf(bench) == "ASSEMBLY_AND_TEST")
            debugger.ProvisionLoader(bench.Rotpks);
        Run(bench, debugger, main);
        if (debugger.ProvisionSecure(TfmSample.Assembly(), rot) != 0)
            throw new InvalidOperationException("provisioning failed");
    }

    private static void Run(TfmChipBench bench, TfmDebugger debugger, uint address)
    {
        if (!debugger.RunTo(address))
            throw new InvalidOperationException("the chip does not come so far");
        bench.Demand();
    }

    // Until BL2 takes over; gives how many flash operations that took.
    private static int BeforeBl2(TfmChipBench bench)
    {
        var debugger = bench.Debugger();
        bench.Demand();
        debugger.GiveBl1(bench.Bl1Data);
        Run(bench, debugger, TfmDebugger.AddressOf(debugger.Loader, "main"));
        return bench.Power.Count;
    }

    private static void Load(TfmChipBench bench, byte[] bundle)
    {
        bench.Debugger().Host.WriteMemory(An521Map.Bundle, bundle);
        bench.Chip.RunToRest();
        bench.Demand();
    }

    // As the boot code finds it: memory that was never formatted is blank.
    private static string StateOf(TfmChipBench bench)
    {
        var twin = bench.Twin();
        return twin.Chip.Otp.Open() == PlatformError.Success ? twin.Chip.Lifecycle.Burned.ToText() : "unusable";
    }

    private static byte[] Elements(TfmChipBench bench)
    {
        var twin = bench.Twin();
        Assert.Equal(PlatformError.Success, twin.Chip.Otp.Open());
        var all = new List<byte>();
        foreach (var element in Enum.GetValues<OtpElement>())
        {
            if (twin.Chip.Otp.LengthOf(element, out int length) != PlatformError.Success)
                continue;
            var value = new byte[length];
            Assert.Equal(PlatformError.Success, twin.Chip.Otp.Read(element, value));
            all.AddRange(value);
        }

        return [.. all];
    }
}
