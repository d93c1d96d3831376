using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Trust;
using Rootline.Ledger.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary><c>rootline log show</c>: what is stored in a log, judged by nothing.</summary>
internal sealed class LogShowCommand : CliCommand
{
    private readonly Option<string> _log = CommandOptions.Log();
    private readonly Option<long?> _row = new("--row") { Description = "show this row with all its columns", HelpName = "N" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LogShowCommand(CommandContext context)
        : base("show", context, "log show -l log.db", "log show -l log.db --row 3 --json")
    {
        Add(_log);
        Add(_row);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_log));
        return LogFile.Use(Context.Disk, path, () =>
        {
            using var log = LogReader.Open(path, Context.Disk);
            if (parse.GetValue(_row) is { } row)
                ShowRow(Find(log, row));
            else
                List(log);
            return ExitCode.Done;
        });
    }

    private static LogRow Find(LogReader log, long row) =>
        log.Rows().FirstOrDefault(r => r.Id == row) ?? throw LogCommandFaults.NotFound.Exception($"{log.Path} has no row {row}");

    private static string? ChipOf(LogRow row) =>
        DieCertificate.Parse(row.NxpCertificate.Bytes).Try(out var die, out _) ? die.Identity.Name : null;

    private static string Text(LogValue value) => value.Kind switch
    {
        LogValueKind.Null => "-",
        LogValueKind.Blob => Convert.ToHexStringLower(value.Bytes),
        _ => $"{value.Kind.ToString().ToLowerInvariant()} of {value.Bytes.Length} bytes, where a blob belongs",
    };

    private static void WriteHead(Utf8JsonWriter json, LogRow row)
    {
        json.WriteNumber("row", row.Id);
        if (row.CounterValue is { } counter)
            json.WriteNumber("counter", counter);
        else
            json.WriteNull("counter");
        json.WriteString("chip", ChipOf(row));
        json.WriteNumber("oemCertificates", row.OemCertificates.Count(c => !c.IsNull));
    }

    private void List(LogReader log)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine(log.CardId is { } card ? $"log of card {card}, version {log.Version}" : $"log of version {log.Version}, which does not name its card");
            foreach (var row in log.Rows())
            {
                string counter = row.CounterValue?.ToString(CultureInfo.InvariantCulture) ?? "unreadable";
                Context.Output.WriteLine($"row {row.Id}  counter {counter}  chip {ChipOf(row) ?? "unreadable"}  OEM certificates {row.OemCertificates.Count(c => !c.IsNull)}");
            }

            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("card", log.CardId);
            json.WriteNumber("version", log.Version);
            json.WriteStartArray("records");
            foreach (var row in log.Rows())
            {
                json.WriteStartObject();
                WriteHead(json, row);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private void ShowRow(LogRow row)
    {
        (string Name, string Value)[] columns =
        [
            ("nxp_cert", Text(row.NxpCertificate)),
            .. row.OemCertificates.Select((c, i) => (string.Create(CultureInfo.InvariantCulture, $"oem_cert_{i}"), Text(c))),
            ("prod_counter", Text(row.Counter)),
            ("start_hash", Text(row.StartHash)),
            ("signature", Text(row.Signature)),
            ("hash", Convert.ToHexStringLower(row.Hash())),
        ];
        if (!Context.Json)
        {
            Context.Output.WriteLine($"row           {row.Id}");
            Context.Output.WriteLine($"chip          {ChipOf(row) ?? "unreadable"}");
            foreach (var (name, value) in columns)
                Context.Output.WriteLine($"{name,-13} {value}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            WriteHead(json, row);
            foreach (var (name, value) in columns)
                json.WriteString(name, value);
            json.WriteEndObject();
        });
    }
}
