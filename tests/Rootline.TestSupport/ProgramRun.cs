using System.Diagnostics;

namespace Rootline.TestSupport;

/// <summary>A program of the system that was run to its end.</summary>
/// <param name="Exit">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record ProgramRun(int Exit, string Output, string Error)
{
    /// <summary>Longest time that any program of the tests needs: a hanging one must not hold up the rest for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Starts a program with nothing on its standard input.</summary>
    /// <param name="file">The program.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="path">The PATH it sees; null for that of the tests.</param>
    /// <param name="args">Its arguments.</param>
    public static Process Start(string file, string folder, string? path, params string[] args)
    {
        var start = new ProcessStartInfo(file, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
            start.Environment["PATH"] = path;
        start.Environment.Remove("DOTNET_ROOT");
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for a program to end and collects what it said.</summary>
    /// <param name="process">A program started by <see cref="Start"/>.</param>
    public static ProgramRun Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} does not end");
        }

        return new(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
