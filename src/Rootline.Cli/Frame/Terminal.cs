using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;

namespace Rootline.Cli.Frame;

/// <summary>The real outside: the console, the clock, the disk, the signals. The one place that touches them.</summary>
internal static class Terminal
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs a command line of the operating system.</summary>
    /// <param name="entries">The command list.</param>
    /// <param name="args">The command line.</param>
    public static ExitCode Run(IReadOnlyList<CommandEntry> entries, string[] args)
    {
        using var interruption = new Interruption();
        using var output = new StreamWriter(new StandardStream(Console.OpenStandardOutput(), carriesData: true), Utf8) { AutoFlush = true };
        using var error = new StreamWriter(new StandardStream(Console.OpenStandardError(), carriesData: false), Utf8) { AutoFlush = true };
        return Application.Run(entries, new CommandContext
        {
            Output = output,
            ReadPassword = PasswordPrompt.Read,
            Variable = Environment.GetEnvironmentVariable,
            Error = error,
            Input = new LazyInput(),
            IsTerminal = !Console.IsErrorRedirected,
            IsInteractive = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            Entropy = new SystemEntropy(),
            Clock = TimeProvider.System,
            Disk = new OsDisk(),
            Folder = Environment.CurrentDirectory,
            TraceFolder = Path.GetTempPath(),
            Cancellation = interruption.Token,
        }, args);
    }

    // Opening the console's reader changes the terminal's settings: only when a question is asked.
    private sealed class LazyInput : TextReader
    {
        public override string? ReadLine() => Console.In.ReadLine();
    }
}
