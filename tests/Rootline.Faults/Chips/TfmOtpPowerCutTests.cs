using Rootline.Chips.Tfm;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>The power goes at every operation of every write of a TF-M platform's one-time memory, from blank flash to the end of life.</summary>
public sealed class TfmOtpPowerCutTests(ITestOutputHelper output)
{
    private static readonly OtpLayout Layout = new(new OtpLayoutForm(TfmRelease.Tfm17));

    // The writes of a whole life: keys of the images, counters, the two structs with the life cycle, protected storage, the end.
    private static readonly (string Name, Func<OtpBench, PlatformError> Do)[] Life =
    [
        ("format", b => b.Hal.Open()),
        .. Elements(OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1),
        ("counter", b => Counters(b).RaiseForEver(NvCounterId.Bl20, 9)),
        .. Elements(OtpElement.Huk),
        ("step 1", b => new LifecycleMachine(b.Hal).AdvanceForEver(TfmLifecycle.PsaRotProvisioning)),
        .. Elements(OtpElement.Iak, OtpElement.BootSeed, OtpElement.ProfileDefinition, OtpElement.EntropySeed),
        ("step 2", b => new LifecycleMachine(b.Hal).AdvanceForEver(TfmLifecycle.Secured)),
        ("storage counter", b => Counters(b).RaiseForEver(NvCounterId.Ps2, 77)),
        ("end", b => new LifecycleMachine(b.Hal).DecommissionForEver(destroysKeys: true)),
    ];

    public static TheoryData<string, string> Kinds => new()
    {
        { "bytes, the lowest byte of the count", "tfm-1.7" },
        { "bytes", "tfm-1.7" },
        { "words of 16 with ECC", "tfm-1.7" },
        { "pages of 512 with ECC", "tfm-1.7" },
        { "bytes", "tfm-2.3/100/bl1/ns3/large" },
        { "bytes", "tfm-1.5" },
        { "bytes", "tfm-1.6/bl1" },
        { "words of 16 with ECC", "tfm-1.6" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void After_a_cut_the_write_is_whole_or_not_there_and_the_same_call_finishes_it(string kind, string layout)
    {
        var (geometry, form) = Shape(kind);
        var bench = OtpBench.Erased(new OtpLayout(OtpLayoutForm.Find(layout)!), form, geometry);
        int cases = 0;
        int kept = 0;
        foreach (var (name, write) in Life)
        {
            byte[] before = Values(bench);
            var trace = bench.Twin();
            Assert.True(write(trace) == PlatformError.Success, name);
            byte[] after = Values(trace);
            foreach (var cut in Cuts(trace))
            {
                var dead = bench.Twin(cut);
                Assert.Throws<PowerLostException>(() => write(dead));
                var later = dead.Twin();
                Assert.Equal(PlatformError.Success, later.Hal.Open());
                byte[] found = Values(later);
                OneWay(before, found, after, $"{name}, {cut}");
                Assert.True(name is "end" || found.SequenceEqual(before) || found.SequenceEqual(after), $"{name}, {cut}: neither old nor new");
                kept += found.SequenceEqual(before) ? 1 : 0;
                Assert.Equal(PlatformError.Success, write(later));
                Assert.Equal(after, Values(later));
                cases++;
            }

            bench = trace.Twin();
        }

        output.Tell($"{cases} power cuts in the one-time memory of a whole life ({kind}, layout {layout}), {kept} of them left the old value; bits moved one way, the same call finished all; 0 violations");
        Assert.InRange(kept, 1, cases - 1);
    }

    [Fact]
    public void A_recovery_that_is_cut_itself_is_finished_by_the_next()
    {
        var bench = OtpBench.Erased(Layout);
        bench.Hal.Open();
        var trace = bench.Twin();
        Write(trace, OtpElement.Huk);
        byte[] old = Values(bench);
        byte[] now = Values(trace);
        int cases = 0;
        foreach (int first in Enumerable.Range(0, trace.Power.Count).Where(i => i % 5 == 0 || i is 7 or 8))
        {
            var dead = bench.Twin(new Cut(first, CutMoment.Before));
            Assert.Throws<PowerLostException>(() => Write(dead, OtpElement.Huk));
            var recovery = dead.Twin();
            recovery.Hal.Open();
            byte[] expected = Values(recovery);
            Assert.True(expected.SequenceEqual(old) || expected.SequenceEqual(now));
            foreach (var second in Cuts(recovery))
            {
                var again = dead.Twin(second);
                Assert.Throws<PowerLostException>(() => again.Hal.Open());
                var last = again.Twin();
                Assert.Equal(PlatformError.Success, last.Hal.Open());
                Assert.Equal(expected, Values(last));
                cases++;
            }
        }

        output.Tell($"{cases} power cuts in a recovery of one-time memory; the next one finished all; 0 violations");
    }

    [Theory]
    [InlineData(SwapCountForm.FirstUnit, 300)]
    [InlineData(SwapCountForm.Whole, 300)]
    public void The_count_goes_round_without_a_write_being_lost(SwapCountForm form, int writes)
    {
        var bench = OtpBench.Erased(Layout, form);
        bench.Hal.Open();
        byte[] content = bench.Bytes;
        foreach (int copy in (int[])[0, content.Length / 2])
            content.AsSpan(copy + Layout.SwapCount + 1, 3).Fill(0xFF); // near its end in both forms
        bench = OtpBench.Of(content, Layout, form);
        for (uint value = 1; value <= writes; value++)
        {
            // The write before the last copy: the backup is old, and has to be made anew.
            var dead = bench.Twin(new Cut(8, CutMoment.Before));
            Assert.Throws<PowerLostException>(() => Counters(dead).RaiseForEver(NvCounterId.Ps0, value));
            bench = dead.Twin();
            Assert.Equal(PlatformError.Success, bench.Hal.Open());
            Counters(bench).Read(NvCounterId.Ps0, out uint found);
            Assert.Equal(value, found);
            Assert.Equal(Values(bench)[4..], bench.Area.ReadBackup()[4..Layout.SwapCount]);
        }
    }

    private static (FlashGeometry, SwapCountForm) Shape(string kind) => kind switch
    {
        "words of 16 with ECC" => (new(2 * 8192, 16, 8192, 0xFF, 16), SwapCountForm.Whole),
        "pages of 512 with ECC" => (new(2 * 1024, 512, 512, 0xFF, 16), SwapCountForm.Whole),
        "bytes" => (OtpBench.An521, SwapCountForm.Whole),
        _ => (OtpBench.An521, SwapCountForm.FirstUnit),
    };

    // Of many prefixes of one program operation, three stand for all.
    private static IEnumerable<Cut> Cuts(OtpBench trace) => trace.Power.Trace.ToList().SelectMany(o => Enumerable.Range(0, o.TornOutcomes)
        .Where(t => t == 0 || t == o.TornOutcomes / 2 || t == o.TornOutcomes - 1)
        .Select(t => new Cut(o.Index, CutMoment.Torn, t))
        .Append(new(o.Index, CutMoment.Before))
        .Append(new(o.Index, CutMoment.After)));

    // All elements and counters; not the magic and the swap count. Blank flash reads as nothing burned.
    private static byte[] Values(OtpBench bench)
    {
        byte[] content = bench.Area.ReadBackup();
        if (!bench.Area.IsWhole)
            return new byte[bench.Layout.SwapCount];
        bench.Area.TryRead(0, content);
        content.AsSpan(0, 4).Clear();
        var area = content[..bench.Layout.SwapCount];
        return area;
    }

    private static void OneWay(byte[] before, byte[] found, byte[] after, string place)
    {
        for (int i = 0; i < found.Length; i++)
            Assert.True((before[i] & ~found[i]) == 0 && (found[i] & ~after[i]) == 0, place);
    }

    private static IEnumerable<(string Name, Func<OtpBench, PlatformError> Do)> Elements(params OtpElement[] elements) =>
        elements.Select(e => (e.ToText(), (Func<OtpBench, PlatformError>)(b => Write(b, e))));

    private static PlatformError Write(OtpBench bench, OtpElement element)
    {
        bench.Hal.LengthOf(element, out int length);
        return bench.Hal.WriteForEver(element, [.. Enumerable.Range(1, length).Select(i => (byte)(i * 7))]);
    }

    private static PlatformCounters Counters(OtpBench bench) => new(bench.Hal, bench.Backing);
}
