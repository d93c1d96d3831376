using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Rootline.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>What virtual TF-M chips cost.</summary>
[Collection(Alone.Name)]
public sealed class TfmChipMemoryTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_thousand_chips_fit_into_one_process()
    {
        const int Count = 10_000;
        const int Sample = 100;
        var first = TfmChipBench.Of(new());
        var chips = new List<TfmChipBench>();
        long before = Held();
        for (int i = 0; i < Sample; i++)
        {
            var chip = first.Twin();
            chip.Chip.RunToRest();
            chips.Add(chip);
        }

        // What earlier tests left may go meanwhile: no lower bound holds.
        long each = (Held() - before) / Sample;
        GC.KeepAlive(chips);
        output.Tell($"virtual TF-M chips: {each:n0} bytes each with power, {each * Count / 1_000_000:n0} MB for {Count:n0}");
        Assert.True(each * Count < 2_000_000_000, $"{each} bytes each");
    }

    // What only a finalizer lets go is gone after the second collection.
    private static long Held()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
