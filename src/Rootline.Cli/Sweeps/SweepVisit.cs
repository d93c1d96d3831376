using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Rootline.Cli.Frame;

namespace Rootline.Cli.Sweeps;

/// <summary>One run of the user's command.</summary>
/// <param name="plan">The command and how long it may take.</param>
/// <param name="folder">The case's folder.</param>
/// <param name="number">The case's number.</param>
/// <param name="ports">What the command finds of the chip's lines in its environment.</param>
internal sealed class SweepVisit(SweepPlan plan, SweepFolder folder, int number, IReadOnlyList<(string Variable, string Value)> ports)
{
    private const int MostSaid = 1024 * 1024;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Runs the command to its end and keeps what it said; when it takes too long or is called off, it and its children are ended.
    /// </summary>
    /// <param name="visit">The visit, from 1.</param>
    /// <param name="cancellation">Calls it off.</param>
    /// <returns>Its exit code, or null when it took too long.</returns>
    public int? Run(int visit, CancellationToken cancellation)
    {
        using var said = new StreamWriter(folder.Said(visit)) { AutoFlush = true };
        using var process = Start(visit);
        OutputReader[] readers = [new(process.StandardOutput, l => Say(said, l)), new(process.StandardError, l => Say(said, l))];
        try
        {
            process.StandardInput.Close();
            var clock = Stopwatch.StartNew();
            while (!process.WaitForExit(Slice))
            {
                cancellation.ThrowIfCancellationRequested();
                if (clock.Elapsed > plan.Timeout)
                    return null;
            }

            return process.ExitCode;
        }
        finally
        {
            End(process);
            foreach (var reader in readers)
                reader.Finish();
            lock (said)
                said.Close();
        }
    }

    private Process Start(int visit)
    {
        var start = new ProcessStartInfo(plan.Command[0], plan.Command.Skip(1))
        {
            WorkingDirectory = folder.Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in ports)
            start.Environment[variable] = value;
        start.Environment["ROOTLINE_CONTROL"] = folder.Control;
        start.Environment["ROOTLINE_CASE"] = number.ToString(CultureInfo.InvariantCulture);
        start.Environment["ROOTLINE_VISIT"] = visit.ToString(CultureInfo.InvariantCulture);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw SweepFaults.Unstartable.Exception($"{plan.Command[0]}: {e.Message}", cause: e);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    // A command that says more than anybody reads is not kept in full; one that was ended may still have said something.
    private static void Say(StreamWriter said, string line)
    {
        lock (said)
        {
            if (said.BaseStream is { CanWrite: true, Position: < MostSaid })
                said.WriteLine(line);
        }
    }
}
