using Rootline.Chips.Boot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.TestSupport.Boot;

namespace Rootline.Bench.Benches;

/// <summary>Boots a second of a virtual chip with a signed image, beside one digest of the image and one verification.</summary>
internal static class SecureBootBench
{
    private const int KiB = 1024;

    public static BenchTable Run(BenchOptions options)
    {
        int rounds = options.RoundsOf(15, 3);
        int boots = options.Quick ? 20 : 200;
        var rows = ((int[])[16, 256]).Select(size => Measure(size, boots, rounds));
        return new(
            "boot",
            "one SHA-256 of the image and one verification with its key in the same rounds; a boot does each twice, because its two checks share nothing",
            [.. rows],
            ["The chip is an mps2-an521 in memory with its key in the boot code, protections closed and a security counter. Everything is read from its flash at each boot."]);
    }

    private static BenchRow Measure(int size, int boots, int rounds)
    {
        var code = new BootCode { Keys = [TestImage.PublicOf(TestImage.Key)], Rules = BootRuleSet.Protections | BootRuleSet.Rollback };
        var chip = BootBench.Of(BootProfiles.An521, code);
        byte[] image = new TestImage { Counter = 1, Payload = size * KiB }.ToBytes();
        chip.Chip.PutImage(0, false, image);
        var bare = new BareCheck(image);
        List<double> ours = [], pure = [];
        for (int round = -1; round < rounds; round++)
        {
            double whole = PerSecond(boots, () => Started(chip));
            double limit = PerSecond(boots, bare.Run);
            // The first round compiles.
            if (round < 0)
                continue;
            ours.Add(whole);
            pure.Add(limit);
        }

        return new($"boot of an image of {size} KiB (P-256)", "boots a second and core", new(ours), new(pure), new Sample(ours).Over(new(pure)), "-");
    }

    private static void Started(BootBench chip)
    {
        if (chip.Chip.Boot().Started is null)
            throw new InvalidOperationException("the image of the bench is refused");
    }

    private static double PerSecond(int repeats, Action action)
    {
        var meter = new Meter();
        for (int i = 0; i < repeats; i++)
            action();
        return repeats / meter.Processor;
    }
}
