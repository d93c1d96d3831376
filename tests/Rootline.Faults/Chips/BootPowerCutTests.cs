using Rootline.Chips.Boot;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Rootline.TestSupport.Boot;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>The power goes at every operation of a boot: formatting and burning of one-time memory, updates, counters, option words.</summary>
public sealed class BootPowerCutTests(ITestOutputHelper output)
{
    private const int Slot = 0x3000;

    private static readonly BootCode Code = new()
    {
        KeySource = BootKeySource.RotpkHash,
        Rotpks = [TestImage.PublicOf(TestImage.Key).Hash(ImageDigest.Sha256)],
        Rules = BootRuleSet.Protections | BootRuleSet.Rollback,
    };

    // Program units and sectors of the three kinds of flash: bytes without ECC, words of 16 with ECC, pages of 512 with ECC.
    public static TheoryData<int, int, int> Shapes => new() { { 1, 4096, 0 }, { 16, 4096, 16 }, { 512, 512, 16 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void After_a_cut_in_the_first_boot_the_next_one_provisions_and_starts(int unit, int sector, int ecc)
    {
        var bench = Bench(unit, sector, ecc);
        int cases = Sweep(bench, later =>
        {
            Assert.Equal(1, later.Chip.Boot().Started!.Version.Major);
            Assert.Equal(3u, GradedBoot.OtpOf(later).Counter(0));
            Assert.Equal(Code.Rotpks[0].ToArray(), GradedBoot.OtpOf(later).Read(OtpElement.Bl2Rotpk0));
        });
        output.Tell($"{cases} cuts in a first boot (program unit {unit}): formatted, provisioned and started by the next; 0 violations");
        Assert.True(cases > 30);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void After_a_cut_in_an_update_the_new_image_is_started_and_the_counter_is_its_own(int unit, int sector, int ecc)
    {
        var bench = Bench(unit, sector, ecc);
        bench.Chip.Boot();
        bench.Chip.PutImage(0, true, (Image(4) with { Version = new(2, 0, 0, 0) }).ToBytes());
        bench.Chip.RequestUpdate(0);
        int cases = Sweep(bench, later =>
        {
            Assert.InRange(GradedBoot.OtpOf(later).Counter(0), 3u, 4u);
            Assert.Equal(2, later.Chip.Boot().Started!.Version.Major);
            Assert.Equal(4u, GradedBoot.OtpOf(later).Counter(0));
            Assert.Equal(2, later.Chip.Boot().Started!.Version.Major);
        });
        output.Tell($"{cases} cuts in an update by overwriting (program unit {unit}): the new image runs, the counter is raised; 0 violations");
        Assert.True(cases > 30);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void After_a_cut_an_element_is_burned_whole_or_not_at_all_and_the_others_stay(int unit, int sector, int ecc)
    {
        var bench = Bench(unit, sector, ecc);
        bench.Chip.Boot();
        byte[] value = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        int burned = 0;
        int cases = Sweep(bench, b => GradedBoot.OtpOf(b).BurnForEver(OtpElement.BootSeed, value), later =>
        {
            var otp = GradedBoot.OtpOf(later);
            byte[] found = otp.Read(OtpElement.BootSeed);
            Assert.True(found.SequenceEqual(value) || found.SequenceEqual(new byte[32]));
            burned += found[0];
            Assert.Equal(3u, otp.Counter(0));
            otp.BurnForEver(OtpElement.BootSeed, value);
            Assert.Equal(value, otp.Read(OtpElement.BootSeed));
        });
        output.Tell($"{cases} cuts while one-time memory is burned (program unit {unit}), {burned} found burned; 0 violations");
        Assert.InRange(burned, 1, cases - 1);
    }

    [Fact]
    public void After_a_cut_while_it_is_closed_a_board_is_open_or_closed_and_can_be_closed()
    {
        var bench = BootBench.Of(Profile(16, 4096, 16));
        int closed = 0;
        int cases = Sweep(bench, b => b.Chip.Options!.CloseForEver(), later =>
        {
            var words = later.Chip.Options!.Read();
            closed += words == Closed ? 1 : 0;
            later.Chip.Options!.CloseForEver();
            Assert.Equal(Closed, later.Chip.Options!.Read());
        });
        output.Tell($"{cases} cuts while option words are burned, {closed} found closed; 0 violations");
        Assert.InRange(closed, 1, cases - 1);
    }

    private static ProtectionWords Closed => new(ProtectionWords.Closed, ProtectionWords.Closed);

    private static TestImage Image(uint counter) => new() { Counter = counter, Signers = [(TestImage.Key, TlvType.PublicKey, null)] };

    private static BootBench Bench(int unit, int sector, int ecc)
    {
        var bench = BootBench.Of(Profile(unit, sector, ecc), Code);
        bench.Chip.PutImage(0, false, Image(3).ToBytes());
        return bench;
    }

    private static BootProfile Profile(int unit, int sector, int ecc)
    {
        var small = BootBench.Small(Slot);
        return small with { Flash = new FlashGeometry(small.Flash.Size, unit, sector, 0xFF, ecc) };
    }

    private static int Sweep(BootBench bench, Action<BootBench> judge) => Sweep(bench, b => b.Chip.Boot(), judge);

    private static int Sweep(BootBench bench, Action<BootBench> deed, Action<BootBench> judge)
    {
        var trace = bench.Twin();
        deed(trace);
        int cases = 0;
        foreach (var operation in trace.Power.Trace.ToList())
        {
            // Of many prefixes of one program operation, three stand for all.
            var torn = Enumerable.Range(0, operation.TornOutcomes).Where(o => o == 0 || o == operation.TornOutcomes / 2 || o == operation.TornOutcomes - 1);
            var cuts = torn.Select(o => new Cut(operation.Index, CutMoment.Torn, o)).Append(new(operation.Index, CutMoment.Before)).Append(new(operation.Index, CutMoment.After));
            foreach (var cut in cuts)
            {
                var dead = bench.Twin(cut);
                Assert.Throws<PowerLostException>(() => deed(dead));
                judge(dead.Twin());
                cases++;
            }
        }

        return cases;
    }
}
