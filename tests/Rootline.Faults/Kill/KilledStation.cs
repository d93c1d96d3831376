using System.Diagnostics;
using System.Text.RegularExpressions;
using Rootline.TestSupport;

namespace Rootline.Faults.Kill;

/// <summary>A station as a process of its own, killed at a moment of a step, wherever that finds it.</summary>
/// <param name="folder">Its working folder.</param>
internal sealed partial class KilledStation(string folder)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rootline.dll");

    /// <summary>Runs a station until it says that a step begins, and kills it a while later.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="step">What it says then.</param>
    /// <param name="delay">How long after that.</param>
    /// <returns>Null when it was killed, else how it ended before.</returns>
    public ProgramRun? Kill(string[] arguments, string step, TimeSpan delay)
    {
        using var station = ProgramRun.Start("dotnet", folder, null, [Program, .. arguments, "--json"]);
        var output = station.StandardOutput.ReadToEndAsync();
        var told = new StringWriter();
        string begins = $"\"{step}\"";
        while (station.StandardError.ReadLine() is { } line)
        {
            told.WriteLine(line);
            if (line.Contains(begins, StringComparison.Ordinal))
                break;
        }

        var errors = station.StandardError.ReadToEndAsync();
        long begin = Stopwatch.GetTimestamp();
        while (!station.HasExited && Stopwatch.GetElapsedTime(begin) < delay)
            Thread.Sleep(1);
        bool ended = station.HasExited;
        station.Kill();
        station.WaitForExit();
        ProgramRun run = new(station.ExitCode, output.GetAwaiter().GetResult(), told + errors.GetAwaiter().GetResult());
        return ended || run.Exit != KilledExit ? run : null;
    }

    /// <summary>Lets a station run to its end.</summary>
    /// <param name="arguments">Its command line.</param>
    public ProgramRun Run(params string[] arguments)
    {
        using var station = ProgramRun.Start("dotnet", folder, null, [Program, .. arguments]);
        return ProgramRun.Finish(station);
    }

    /// <summary>The code of the fault that a station ended with, or "" for none.</summary>
    /// <param name="run">How it ended.</param>
    public static string CodeOf(ProgramRun run) => ErrorCode().Match(run.Error) is { Success: true } match ? match.Groups[1].Value : "";

    // 128 and SIGKILL.
    private const int KilledExit = 137;

    [GeneratedRegex("\"code\":\"([a-z0-9-]+)\"")]
    private static partial Regex ErrorCode();
}
