using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Commands.Log;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.Cli.Commands.Device;

/// <summary><c>rootline device list</c>: the device records of a station, a line each.</summary>
internal sealed class DeviceListCommand : CliCommand
{
    private readonly Option<string> _log = CommandOptions.Log();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public DeviceListCommand(CommandContext context)
        : base("list", context, "device list -l log.db", "device list -l log.db --json") => Add(_log);

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_log));
        return LogFile.Use(Context.Disk, path, () =>
        {
            using var log = DeviceLog.Open(path, Context.Disk);
            Print(log.SignedRecords());
            return ExitCode.Done;
        });
    }

    // The log of a card signs for its devices.
    private static string Word(DeviceRecord record, RecordSignature? signature) => signature is not null ? "  signed" : record.CardId is null ? "  unsigned" : "";

    private void Print(IEnumerable<SignedRecord> records)
    {
        if (!Context.Json)
        {
            foreach (var (record, signature) in records)
            {
                string unit = record.CardId is null ? record.Scheme : $"unit {record.Counter?.ToString(CultureInfo.InvariantCulture) ?? "-"}";
                string time = record.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                Context.Output.WriteLine($"{time}  {record.Chip}  {DeviceRecordJson.Name(record.Outcome)}  {unit}  {record.Id[..16]}{Word(record, signature)}");
            }

            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartArray();
            foreach (var record in records)
                SignedRecordJson.Write(json, record);
            json.WriteEndArray();
        });
    }
}
