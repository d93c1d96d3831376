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
            return log.SignedRecords().Where(s => IsNamed(s.Record, name)).ToList();
        });
        if (records.Count == 0)
            throw LogCommandFaults.NotFound.Exception($"{path} holds no device record of {name}");
        Print(records);
        return ExitCode.Done;
    }

    private static bool IsNamed(DeviceRecord record, string name) =>
        record.Chip == name || record.Attestation?.InstanceId == name || record.Id.StartsWith(name, StringComparison.Ordinal);

    private void Print(List<SignedRecord> records)
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
                SignedRecordJson.Write(json, record);
            json.WriteEndArray();
        });
    }

    private void PrintPlain(SignedRecord signed)
    {
        var record = signed.Record;
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
            ("signature", SignatureText(signed)),
        ];
        foreach (var (name, value) in lines)
            Context.Output.WriteLine($"{name,-9} {value}".TrimEnd());
    }

    private static string SignatureText(SignedRecord signed) => signed switch
    {
        { Signature: { } signature } => $"by the key of SHA-256 {Convert.ToHexStringLower(signature.Key)}, not judged here",
        { Record.CardId: not null } => "the card's, in its log",
        _ => "unsigned: the word of whoever holds the ledger",
    };

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
