using System.ComponentModel;
using System.Diagnostics;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary>A program that takes a device's power away and gives it again.</summary>
internal static class PowerProgram
{
    private const int MostSaid = 400;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs it to its end; one that takes too long or is called off is ended with all that it started.</summary>
    /// <param name="context">Folder and cancellation.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="arguments">Its arguments; no shell reads them.</param>
    /// <param name="patience">How long it may take.</param>
    /// <exception cref="FaultException"><see cref="TfmCommandFaults.Power"/>.</exception>
    public static void Run(CommandContext context, string path, IReadOnlyList<string> arguments, TimeSpan patience)
    {
        using var process = Start(context, path, arguments);
        string said = "";
        _ = new OutputReader(process.StandardOutput, static _ => { });
        var errors = new OutputReader(process.StandardError, line => said = line.Length > 0 ? line : said);
        process.StandardInput.Close();
        try
        {
            long begin = context.Clock.GetTimestamp();
            while (!process.WaitForExit(Slice))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (context.Clock.GetElapsedTime(begin) > patience)
                    throw TfmCommandFaults.Power.Exception($"{path} did not end within {patience.TotalSeconds:0} s");
            }

            if (process.ExitCode == 0)
                return;
            errors.Finish();
            throw TfmCommandFaults.Power.Exception($"{path} ended with {process.ExitCode}{(said.Length == 0 ? "" : $": {said[..Math.Min(said.Length, MostSaid)]}")}");
        }
        finally
        {
            End(process);
        }
    }

    private static Process Start(CommandContext context, string path, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = context.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw TfmCommandFaults.Power.Exception($"{path} cannot be started: {e.Message}", cause: e);
        }
    }

    // One that ended well may have left a child that holds the power: only a running one is ended with its children.
    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }
}
