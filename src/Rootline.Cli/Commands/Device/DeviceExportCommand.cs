using System.CommandLine;
using System.Text;
using Rootline.Cli.Commands.Log;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.Cli.Commands.Device;

/// <summary>
/// <c>rootline device export</c>: each line is one record's canonical bytes; their SHA-256 is its id. With its signatures each line is an object
/// around them (<see cref="SignedRecordJson"/>).
/// </summary>
internal sealed class DeviceExportCommand : CliCommand
{
    private readonly Option<string> _log = CommandOptions.Log();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "the file to write; standard output where it is not given", HelpName = "FILE" };
    private readonly Option<bool> _signatures = new("--signatures") { Description = "put id and signature around each record, for device verify --records" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public DeviceExportCommand(CommandContext context)
        : base("export", context, "device export -l log.db", "device export -l log.db -o devices.jsonl", "device export -l devices.db --signatures -o devices.signed.jsonl")
    {
        Add(_log);
        Add(_output);
        Add(_signatures);
        Add(_force);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_log));
        return LogFile.Use(Context.Disk, path, () =>
        {
            using var log = DeviceLog.Open(path, Context.Disk);
            var lines = log.SignedRecords().Select(r => Encoding.UTF8.GetString(parse.GetValue(_signatures) ? SignedRecordJson.Encode(r) : DeviceRecordJson.Encode(r.Record)));
            if (parse.GetValue(_output) is { } output)
                Write(path, Context.FullPath(output), [.. lines], parse.GetValue(_force));
            else
                Print(lines);
            return ExitCode.Done;
        });
    }

    private void Print(IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Context.Output.WriteLine(line);
    }

    private void Write(string source, string file, List<string> lines, bool force)
    {
        LogFile.DemandFree(Context.Disk, source, file, force);
        Context.Disk.Replace(file, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        if (!Context.Json)
        {
            Context.Output.WriteLine($"wrote {lines.Count} records to {file}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteNumber("records", lines.Count);
            json.WriteEndObject();
        });
    }
}
