using System.Runtime.InteropServices;
using Rootline.Fuzz.Coverage;

namespace Rootline.Fuzz;

/// <summary>What the C program of the fuzzer calls.</summary>
public static unsafe class FuzzHost
{
    /// <summary>Most that one input may allocate, in bytes: a length field must not decide about memory.</summary>
    private const long MaxAllocation = 64L * 1024 * 1024;

    private static FuzzTarget? _target;

    /// <summary>Chooses the target, warms it up with its seeds and attaches the counters.</summary>
    /// <param name="name">The target's name, ASCII with a zero at its end.</param>
    /// <param name="counters">Where blocks are counted.</param>
    /// <param name="marks">Where reached blocks are marked.</param>
    /// <returns>0, 1 when there is no such target, 2 when a seed is a finding.</returns>
    [UnmanagedCallersOnly]
    public static int Start(byte* name, byte* counters, byte* marks)
    {
        string text = Marshal.PtrToStringAnsi((nint)name) ?? "";
        if (FuzzTargets.Find(text) is not { } target)
        {
            Console.Error.WriteLine($"fuzz: there is no target {text}");
            return 1;
        }

        _target = target;
        // Before the probes are attached: neither the making of samples nor the just-in-time compiler counts.
        bool sound = target.Seeds().All(seed => Judge(seed, long.MaxValue) <= 1);
        Probe.Attach(counters, marks);
        return sound ? 0 : 2;
    }

    /// <summary>Feeds an input.</summary>
    /// <param name="data">The input.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <returns>0 = accepted, 1 = refused as documented, 2 = a finding, said on standard error.</returns>
    [UnmanagedCallersOnly]
    public static int Run(byte* data, nuint length) => Judge(new ReadOnlySpan<byte>(data, (int)length).ToArray(), MaxAllocation);

    private static int Judge(byte[] input, long maxAllocation)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        int verdict;
        try
        {
            verdict = _target!.Accepts(input) ? 0 : 1;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"fuzz: target {_target!.Name}, {input.Length} bytes: {e}");
            return 2;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated <= maxAllocation)
            return verdict;
        Console.Error.WriteLine($"fuzz: target {_target.Name}, {input.Length} bytes made it allocate {allocated} bytes, at most {maxAllocation} are allowed");
        return 2;
    }
}
