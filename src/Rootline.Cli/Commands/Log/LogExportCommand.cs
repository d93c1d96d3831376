using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Ledger.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary><c>rootline log export</c>: the hand-over form of a log, which the original's tools read.</summary>
internal sealed class LogExportCommand : CliCommand
{
    private readonly Option<string> _log = CommandOptions.Log();
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write", Required = true, HelpName = "FILE" };
    private readonly Option<string?> _card = new("--card") { Description = "the card's id, for a log of version 1, which does not hold it", HelpName = "ID" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LogExportCommand(CommandContext context)
        : base("export", context, "log export -l log.db -o handover.db")
    {
        Add(_log);
        Add(_output);
        Add(_card);
        Add(_force);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_log));
        string destination = Context.FullPath(parse.GetRequiredValue(_output));
        long count = LogFile.Use(Context.Disk, path, () =>
        {
            using var log = LogReader.Open(path, Context.Disk);
            if (log.CardId is null && parse.GetValue(_card) is null)
                throw LogFaults.NoCard.Exception($"{path} is a log of version 1", "name the card's id with --card: a version 1 log does not hold it");
            LogFile.DemandFree(Context.Disk, path, destination, parse.GetValue(_force));
            // What SQLite finds beside a new file it would take for that file's own.
            foreach (string remains in (string[])["", "-journal", "-wal", "-shm"])
                Context.Disk.Delete(destination + remains);
            Context.Progress.Report($"export {path}");
            return LogExport.Write(log, destination, Context.Disk, parse.GetValue(_card));
        });
        Context.Progress.Clear();
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("file", destination);
                json.WriteNumber("records", count);
                json.WriteEndObject();
            });
        }
        else
        {
            Context.Output.WriteLine($"wrote {count} records to {destination}");
        }

        return ExitCode.Done;
    }
}
