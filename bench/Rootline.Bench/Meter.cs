using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rootline.Bench;

/// <summary>Time on the clock and processor time of this process, since it was made.</summary>
internal sealed partial class Meter
{
    private const int ProcessClock = 2;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly double _processor = OfProcess();

    /// <summary>Seconds on the clock.</summary>
    public double Clock => _watch.Elapsed.TotalSeconds;

    /// <summary>Seconds of all the process's threads together.</summary>
    public double Processor => OfProcess() - _processor;

    private static unsafe double OfProcess()
    {
        long* time = stackalloc long[2];
        return GetTime(ProcessClock, time) == 0 ? time[0] + (time[1] / 1e9) : throw new InvalidOperationException("clock_gettime failed");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static unsafe partial int GetTime(int clock, long* time);
}
