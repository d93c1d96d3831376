using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Cli.Sweeps;
using Rootline.Core.Disks;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Chip;

/// <summary>
/// <c>rootline chip sweep</c>: runs the user's own host command once for each moment at which the chip could lose its power,
/// gives the power back, runs it again, and tells where the chip ends. 0 without a violation, 5 with one.
/// </summary>
internal sealed class ChipSweepCommand : CliCommand
{
    private const int MostJobs = 256;
    private const int MostVisits = 100;
    private const int LongestTimeout = 86_400;

    private readonly Option<string> _chip = new("--chip", "-c") { Description = "the chip file; each case works on a copy", Required = true, HelpName = "FILE" };
    private readonly Option<string?> _copy = new("--copy") { Description = "give each case a copy of this folder as its working folder", HelpName = "FOLDER" };
    private readonly Option<string> _port = new("--port") { Description = "where the serial port appears, in the working folder", DefaultValueFactory = _ => "ttyCHIP", HelpName = "PATH" };
    private readonly Option<string> _points = new("--points") { Description = "how many cut points, spread evenly, or all", DefaultValueFactory = _ => "all", HelpName = "N" };
    private readonly Option<bool> _torn = new("--torn") { Description = "cut also within operations: each torn outcome of the flash" };
    private readonly Option<bool> _turn = new("--in-turn") { Description = "one case an operation: before it, torn, after it in turn, torn outcomes in turn" };
    private readonly Option<int?> _jobs = new("--jobs") { Description = "how many cases side by side; as many as there are processors when it is missing", HelpName = "N" };
    private readonly Option<int> _visits = new("--visits") { Description = "how often the command is run at most", DefaultValueFactory = _ => 3, HelpName = "N" };
    private readonly Option<int> _timeout = new("--timeout") { Description = "how long one run of the command may take, in seconds", DefaultValueFactory = _ => 120, HelpName = "S" };
    private readonly Option<string?> _keep = new("--keep") { Description = "keep the files of violations in this folder", HelpName = "FOLDER" };
    private readonly Option<bool> _any = new("--any-provisioning-firmware") { Description = "as in chip run" };
    private readonly Argument<string[]> _command = new("CMD") { Description = "the host command with its arguments, after --; it finds ROOTLINE_PORT, ROOTLINE_CONTROL, ROOTLINE_CASE and ROOTLINE_VISIT in its environment (docs/ci.md)", Arity = ArgumentArity.OneOrMore };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipSweepCommand(CommandContext context)
        : base("sweep", context, "chip sweep -c chip.bin --torn -- ./host.py", "chip sweep -c chip.bin --copy station --jobs 8 --json -- rootline line run -c line.yaml", "chip sweep -c tfm.bin --copy station --in-turn -- ./provision.sh")
    {
        Add(_chip);
        Add(_copy);
        Add(_port);
        Add(_points);
        Add(_torn);
        Add(_turn);
        Add(_jobs);
        Add(_visits);
        Add(_timeout);
        Add(_keep);
        Add(_any);
        Add(_command);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var report = new Sweep(Context, Plan(parse)).Run();
        Context.Progress.Clear();
        if (Context.Json)
            Context.PrintJson(report.Write);
        else
            report.Print(Context.Output);
        if (report.Fault is not { } fault)
            return ExitCode.Done;
        ErrorPrinter.Print(Context, fault);
        return fault.Code.Exit;
    }

    private SweepPlan Plan(ParseResult parse)
    {
        string? copy = parse.GetValue(_copy) is { } folder ? Context.FullPath(folder) : null;
        if (copy is not null && !Directory.Exists(copy))
            throw DiskFaults.Missing.Exception($"{copy} does not exist");
        string chip = Context.FullPath(parse.GetRequiredValue(_chip));
        if (!Context.Disk.Exists(chip))
            throw DiskFaults.Missing.Exception($"{chip} does not exist");
        return new()
        {
            ChipFile = chip,
            Command = CommandOf(parse.GetRequiredValue(_command)),
            Copy = copy,
            Port = parse.GetRequiredValue(_port),
            Keep = parse.GetValue(_keep) is { } keep ? Context.FullPath(keep) : null,
            Points = Points(parse.GetRequiredValue(_points)),
            Torn = parse.GetValue(_torn),
            InTurn = InTurn(parse),
            Jobs = Within("--jobs", parse.GetValue(_jobs) ?? Environment.ProcessorCount, MostJobs),
            Visits = Within("--visits", parse.GetValue(_visits), MostVisits),
            Timeout = TimeSpan.FromSeconds(Within("--timeout", parse.GetValue(_timeout), LongestTimeout)),
            AnyFirmware = parse.GetValue(_any),
        };
    }

    private bool InTurn(ParseResult parse) => !parse.GetValue(_turn) || !parse.GetValue(_torn)
        ? parse.GetValue(_turn)
        : throw FrameFaults.Usage.Exception("--in-turn has torn outcomes in it: --torn does not go with it");

    // A program with a slash in its name is meant from here; others are found on the PATH.
    private string[] CommandOf(string[] command) =>
        command[0].Contains('/', StringComparison.Ordinal) ? [Context.FullPath(command[0]), .. command[1..]] : command;

    private static int? Points(string text) => text == "all"
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int points) && points > 0
            ? points
            : throw FrameFaults.Usage.Exception($"--points {text} is neither a number from 1 nor all");

    private static int Within(string option, int value, int most) => value >= 1 && value <= most
        ? value
        : throw FrameFaults.Usage.Exception($"{option} {value} is not a number from 1 to {most}");
}
