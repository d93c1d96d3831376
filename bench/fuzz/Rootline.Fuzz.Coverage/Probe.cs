using System.Runtime.InteropServices;

namespace Rootline.Fuzz.Coverage;

/// <summary>
/// Counts how often each block of the instrumented code runs. The counters of one input lie in memory that the fuzzer reads
/// and clears; the marks remain, so that at the end the blocks that were ever reached can be counted.
/// </summary>
public static unsafe class Probe
{
    /// <summary>How many blocks can be told apart.</summary>
    public const int Blocks = 1 << 16;

    private static byte* _counters = (byte*)NativeMemory.AllocZeroed(Blocks);
    private static byte* _marks = (byte*)NativeMemory.AllocZeroed(Blocks);

    /// <summary>Moves counters and marks to memory of the fuzzer.</summary>
    /// <param name="counters"><see cref="Blocks"/> bytes.</param>
    /// <param name="marks"><see cref="Blocks"/> bytes.</param>
    public static void Attach(byte* counters, byte* marks)
    {
        _counters = counters;
        _marks = marks;
    }

    /// <summary>Says that a block runs. The instrumentation puts the calls into the code.</summary>
    /// <param name="block">The block's number, below <see cref="Blocks"/>.</param>
    public static void Hit(int block)
    {
        _counters[block]++;
        _marks[block] = 1;
    }
}
