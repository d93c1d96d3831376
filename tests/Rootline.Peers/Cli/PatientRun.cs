using System.Diagnostics;
using Rootline.TestSupport;

namespace Rootline.Peers.Cli;

/// <summary>A station with a chip in another process, on a machine that has far too much to do.</summary>
internal static class PatientRun
{
    private const int MostStarts = 5;

    /// <summary>Runs a command, and again as an operator would when the chip slept through all pings: they end after a second and a half.</summary>
    /// <param name="start">Starts the command.</param>
    public static ProgramRun Finish(Func<Process> start)
    {
        var run = ProgramRun.Finish(start());
        for (int starts = 1; starts < MostStarts && run.Exit != 0 && (run.Output + run.Error).Contains("mboot-no-answer", StringComparison.Ordinal); starts++)
            run = ProgramRun.Finish(start());
        return run;
    }
}
