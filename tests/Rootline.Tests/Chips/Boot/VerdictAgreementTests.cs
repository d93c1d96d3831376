using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Verdict;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.TestSupport;
using Rootline.TestSupport.Boot;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Chips.Boot;

/// <summary>The boot code of the chips and the verdict of <c>image verify</c> are two programs: they must agree on every image.</summary>
public sealed class VerdictAgreementTests(ITestOutputHelper output)
{
    private const int Slot = 0x3000;

    private static readonly BootCode Code = new() { Keys = [TestImage.PublicOf(TestImage.Key)], Rules = BootRuleSet.Rollback };

    [VectorFact]
    public void They_agree_on_every_image_that_real_boot_code_graded()
    {
        int agreed = 0;
        var apart = new List<string>();
        foreach (var graded in ImageVectors.Graded().Where(g => g.ContentKey.Length == 0))
        {
            bool starts = GradedBoot.Boot(graded).Started is not null;
            uint stored = graded.Extra is ["--cnt", var counter] ? Math.Min(uint.Parse(counter.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), 512) : 0;
            bool ok = Judge(graded.File, GradedBoot.CodeOf(graded), stored, graded.SlotSize);
            agreed += starts == ok ? 1 : 0;
            if (starts != ok)
                apart.Add($"{graded}: the chip {(starts ? "starts" : "refuses")} it");
        }

        Assert.Empty(apart);
        output.Tell($"{agreed} graded images: boot code and verdict agree on all");
    }

    [Fact]
    public void They_agree_on_every_image_with_one_bit_altered()
    {
        byte[] good = new TestImage { Counter = 3, Payload = 48 }.ToBytes();
        var bench = BootBench.Of(BootBench.Small(Slot), Code);
        bench.Chip.PutImage(0, false, good);
        Assert.NotNull(bench.Chip.Boot().Started); // the counter is 3 from here on
        int cases = 0;
        for (int bit = 0; bit < good.Length * 8; bit += bit % 3 == 0 ? 1 : 2)
        {
            byte[] altered = [.. good];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            bench.Chip.PutImage(0, false, altered);
            bool starts = bench.Chip.Boot().Started is not null;
            Assert.True(starts == Judge(altered, Code, 3, Slot), $"bit {bit}: the chip {(starts ? "starts" : "refuses")} it");
            Assert.False(starts);
            cases++;
        }

        output.Tell($"{cases} images with one bit altered: boot code and verdict agree, and refuse all");
    }

    private static bool Judge(byte[] file, BootCode code, uint stored, int slot)
    {
        var shape = new Rootline.Formats.Mcuboot.Fit.SlotShape([slot]);
        var loader = new LoaderConfiguration
        {
            Signature = code.Signature,
            Digest = code.Digest,
            KeyMode = code.KeySource == BootKeySource.BuiltIn ? KeyMode.BuiltIn : KeyMode.InImage,
            Keys = [.. code.Keys.Select(k => new LoaderKey(k))],
            KeyHashes = [.. code.Rotpks.Select(r => r.ToArray())],
            Pure = code.Demands(BootRuleSet.Pure),
            Form = code.Demands(BootRuleSet.PaddedSignatures) ? SignatureForm.PaddedWithZeros : SignatureForm.Strict,
            AllowList = code.Demands(BootRuleSet.AllowList),
            StoredCounter = code.Demands(BootRuleSet.Rollback) ? stored : null,
            Layout = new() { Mode = UpgradeMode.Overwrite, Primary = shape, Secondary = shape },
        };
        return ImageVerdict.Of(new MemoryStream(file), loader).Ok;
    }
}
