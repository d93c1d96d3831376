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
    [InlineData(TfmRevision.V170, false, 3)]
    [InlineData(TfmRevision.V222, true, 7)]
    public void The_same_data_finish_a_chip_that_was_cut_anywhere(TfmRevision revision, bool raw, int every)
    {
        var blank = TfmChipBench.Of(new() { Revision = revision, HasRawKeys = raw });
        byte[] rot = TfmSample.Rot(blank.Build);
        var whole = blank.Twin();
        Provision(whole, rot);
        byte[] expected = Elements(whole);
        int operations = whole.Power.Count;
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int cases = 0;
        for (int index = 0; index < operations; index += every)
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
        foreach (var element in new OtpLayout(bench.Build.OtpForm).Fields.Keys)
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
