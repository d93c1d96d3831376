using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Commands.Log;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.Cli.Commands.Device;

/// <summary><c>rootline device show</c>: everything that is recorded of one device.</summary>
internal sealed class DeviceShowCommand : CliCommand
{
    private const int ShortestId = 8;

    private readonly Argument<string> _name = new("ID-or-UUID") { Description = "a record's id (or its first 8 digits or more), a chip's UUID, a bundle's id, or an instance id" };
    private readonly Option<string> _log = CommandOptions.Log();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public DeviceShowCommand(CommandContext context)
        : base("show", context, "device show 0123456789abcdef0123456789abcdef -l log.db")
    {
        Add(_name);
        Add(_log);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_log));
        string name = parse.GetRequiredValue(_name).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        if (name.Length < ShortestId)
            throw FrameFaults.Usage.Exception($"{name} is too short for an id or a UUID", $"give at least {ShortestId} digits");
        var records = LogFile.Use(Context.Disk, path, () =>
        {
            using var log = DeviceLog.Open(path, Context.Disk);
            return log.Records().Where(r => r.Chip == name || r.Attestation?.InstanceId == name || r.Id.StartsWith(name, StringComparison.Ordinal)).ToList();
        });
        if (records.Count == 0)
            throw LogCommandFaults.NotFound.Exception($"{path} holds no device record of {name}");
        Print(records);
        return ExitCode.Done;
    }

    private void Print(List<DeviceRecord> records)
    {
        if (!Context.Json)
        {
            records.ForEach(PrintPlain);
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartArray();
            foreach (var record in records)
                DeviceText.Write(json, record);
            json.WriteEndArray();
        });
    }

    private void PrintPlain(DeviceRecord record)
    {
        (string Name, string Value)[] lines =
        [
            ("record", record.Id),
            ("scheme", record.Scheme),
            ("chip", record.Chip),
            ("outcome", DeviceRecordJson.Name(record.Outcome)),
            ("time", record.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            .. CardLines(record),
            .. AttestationLines(record.Attestation),
            ("operator", record.Operator),
            ("lot", record.Lot),
            .. record.Inputs.Select(i => ("input", $"{i.Sha256}  {i.Name}")),
            .. record.Steps.Select(s => ("step", string.Create(CultureInfo.InvariantCulture, $"{s.Name}: {s.Milliseconds} ms"))),
            ("previous", record.Previous ?? "-"),
        ];
        foreach (var (name, value) in lines)
            Context.Output.WriteLine($"{name,-9} {value}".TrimEnd());
    }

    private static (string Name, string Value)[] CardLines(DeviceRecord record) => record.CardId is null
        ? []
        :
        [
            ("card", record.CardId),
            ("unit", record.Counter?.ToString(CultureInfo.InvariantCulture) ?? "-"),
            ("log row", record.NxpRow?.ToString(CultureInfo.InvariantCulture) ?? "-"),
        ];

    private static (string Name, string Value)[] AttestationLines(DeviceAttestation? attestation) => attestation is null
        ? []
        :
        [
            ("instance", attestation.InstanceId),
            ("iak", attestation.PublicKey ?? "symmetric"),
            ("impl", attestation.ImplementationId),
            ("token", attestation.Token ?? "no token taken"),
        ];
}
