namespace Rootline.Chips.Cpu;

/// <summary>Bodies of functions that call no other function.</summary>
public static class CpuBodies
{
    /// <summary>A function that computes its result at once.</summary>
    /// <param name="compute">The result from the call.</param>
    public static CpuBody Of(Func<CpuCall, uint> compute) => call => Compute(compute, call);

    private static IEnumerable<CpuStep> Compute(Func<CpuCall, uint> compute, CpuCall call)
    {
        call.Return = compute(call);
        yield break;
    }
}
