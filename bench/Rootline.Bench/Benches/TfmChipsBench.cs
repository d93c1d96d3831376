using Rootline.TestSupport.Tfm;

namespace Rootline.Bench.Benches;

/// <summary>Many virtual TF-M chips in one process: their memory with power, and how many of them boot in a second.</summary>
internal static class TfmChipsBench
{
    private const double Limit = 2_000;

    public static BenchTable Run(BenchOptions options)
    {
        int chips = options.Quick ? 200 : 10_000;
        int rounds = options.RoundsOf(5, 2);
        var first = TfmChipBench.Provisioned(new());
        BareCheck[] bare = [new(first.Firmware.Secure.Code.ToArray()), new(first.Firmware.NonSecure.Code.ToArray())];
        List<double> memory = [], boots = [], pure = [];
        for (int round = -1; round < rounds; round++)
        {
            var held = new List<TfmChipBench>(chips);
            long before = GC.GetTotalMemory(forceFullCollection: true);
            var meter = new Meter();
            for (int i = 0; i < chips; i++)
            {
                var chip = first.Twin();
                if (!chip.Chip.RunToRest() || !chip.Chip.IsUp)
                    throw new InvalidOperationException("a chip of the bench does not boot");
                held.Add(chip);
            }

            double seconds = meter.Processor;
            double megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6 * (10_000.0 / chips);
            GC.KeepAlive(held);
            double limit = BareBoots(bare, chips);
            // The first round compiles.
            if (round < 0)
                continue;
            memory.Add(megabytes);
            boots.Add(chips / seconds);
            pure.Add(limit);
        }

        return new(
            "chips",
            "the aim for memory; for the boots one SHA-256 and one verification of each image in the same rounds (a boot does each twice)",
            [
                new("10,000 virtual TF-M chips with power, booted to the non-secure image", "MB", new(memory), Sample.Of(Limit), new Sample(memory).Over(Sample.Of(Limit)), "under 2,000 MB"),
                new("boots of a provisioned TF-M chip, both images verified", "boots a second and core", new(boots), new(pure), new Sample(boots).Over(new(pure)), "-"),
            ],
            [$"Measured with {chips:n0} chips side by side, each with a flash of its own; the images are small."]);
    }

    private static double BareBoots(BareCheck[] images, int boots)
    {
        var meter = new Meter();
        for (int i = 0; i < boots; i++)
            Array.ForEach(images, image => image.Run());
        return boots / meter.Processor;
    }
}
