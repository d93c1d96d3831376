using Xunit;

namespace Rootline.Faults.Skips;

/// <summary>The sweep finds what one changed condition opens, and only that.</summary>
public sealed class SkipSweepTests
{
    [Fact]
    public void A_gate_with_one_lock_is_opened_and_the_place_is_named()
    {
        var sweep = Sweep<WeakGateSubject>();

        Assert.Contains(sweep.Allowed, a => a.StartsWith("WeakGate.Opens", StringComparison.Ordinal) && a.EndsWith("never: a wrong word: open", StringComparison.Ordinal));
        Assert.Contains(sweep.Allowed, a => a.EndsWith("a short word: open", StringComparison.Ordinal));
        Assert.DoesNotContain(sweep.Allowed, a => a.StartsWith("StrongGate", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gate_with_two_locks_is_not()
    {
        var sweep = Sweep<StrongGateSubject>();

        Assert.Empty(sweep.Allowed);
        Assert.True(sweep.Variants >= 8, $"only {sweep.Variants} variants");
    }

    private static SkipSweep Sweep<T>()
        where T : ISkipSubject
    {
        var sweep = new SkipSweep();
        sweep.Cover(typeof(WeakGate).Assembly, t => t is "Rootline.Faults.Skips.WeakGate" or "Rootline.Faults.Skips.StrongGate");
        sweep.Go(typeof(T));
        return sweep;
    }
}
