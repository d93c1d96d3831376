using System.Text;
using Rootline.Cli.Commands;
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
        using var early = EarlyCryptography.For(args);
        var tool = DropIn.Of(entries, args);
        using var interruption = new Interruption();
        var raw = new StandardStream(Console.OpenStandardOutput(), carriesData: true);
        using var output = new StreamWriter(raw, Utf8) { AutoFlush = true };
        using var error = new StreamWriter(new StandardStream(Console.OpenStandardError(), carriesData: false), Utf8) { AutoFlush = true };
        return Application.Run(tool.Entries, new CommandContext
        {
            Output = output,
            RawOutput = raw,
            Program = tool.Program,
            Dialect = tool.Dialect,
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
        }, tool.Args);
    }

    // Opening the console's reader changes the terminal's settings: only when a question is asked.
    private sealed class LazyInput : TextReader
    {
        public override string? ReadLine() => Console.In.ReadLine();
    }
}
