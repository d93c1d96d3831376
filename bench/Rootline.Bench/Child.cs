using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rootline.Bench;

/// <summary>Runs other programs.</summary>
internal static partial class Child
{
    private const int Children = -1;

    /// <summary>What a program writes to standard output.</summary>
    public static string Text(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    /// <summary>How much processor time a program takes, user and system.</summary>
    public static TimeSpan ProcessorTime(string program, params string[] arguments)
    {
        var before = OfChildren();
        Text(program, arguments);
        return OfChildren() - before;
    }

    /// <summary>Processor time of all programs that ended so far.</summary>
    public static TimeSpan ProcessorTimeSoFar => OfChildren();

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>The most memory in bytes that one of the programs that ended so far had.</summary>
    public static long MostMemory => Usage()[4] * 1024;

    private static TimeSpan OfChildren()
    {
        long[] usage = Usage();
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    // struct rusage: two timevals of two 64-bit numbers, then fourteen longs, the first of them the most memory in KiB.
    private static unsafe long[] Usage()
    {
        long* usage = stackalloc long[18];
        if (GetUsage(Children, usage) != 0)
            throw new InvalidOperationException("getrusage failed");
        return [.. new ReadOnlySpan<long>(usage, 18)];
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetUsage(int who, long* usage);
}
