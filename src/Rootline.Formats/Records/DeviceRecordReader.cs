using System.Globalization;
using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Formats.Records;

/// <summary>
/// Reads the members of a record and their limits. What it overlooks (order, double members, escapes) is caught by comparing
/// with the canonical bytes.
/// </summary>
internal static class DeviceRecordReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4 };

    public static Parsed<DeviceRecord> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(), Strict);
            var root = document.RootElement;
            int schema = root.GetProperty("schema").GetInt32();
            if (schema > DeviceRecord.CurrentSchema)
                return DeviceRecordFaults.Newer.Fault($"schema version {schema}, at most {DeviceRecord.CurrentSchema} is known");
            return schema < 1 ? DeviceRecordFaults.Malformed.Fault("schema is outside its limits") : Check(Members(root, schema));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return DeviceRecordFaults.Malformed.Fault("a member is missing or of the wrong type");
        }
    }

    private static DeviceRecord Members(JsonElement root, int schema) => new()
    {
        Schema = schema,
        Scheme = Text(root, "scheme"),
        Chip = Text(root, "chip"),
        Attestation = schema == 1 ? null : DeviceAttestationJson.Read(root),
        Inputs = [.. root.GetProperty("inputs").EnumerateArray().Select(i => new InputDigest(Text(i, "name"), Text(i, "sha256")))],
        Steps = [.. root.GetProperty("steps").EnumerateArray().Select(s => new RunStep(Text(s, "name"), s.GetProperty("ms").GetInt64()))],
        Outcome = Outcome(Text(root, "outcome")),
        CardId = schema == 1 ? Text(root, "card") : root.GetProperty("card").GetString(),
        Counter = root.GetProperty("counter") is { ValueKind: not JsonValueKind.Null } counter ? counter.GetUInt32() : null,
        NxpRow = root.GetProperty("nxpRow") is { ValueKind: not JsonValueKind.Null } row ? row.GetInt64() : null,
        Operator = Text(root, "operator"),
        Lot = Text(root, "lot"),
        Time = DateTimeOffset.ParseExact(
            Text(root, "time"), DeviceRecordJson.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Previous = root.GetProperty("previous").GetString(),
    };

    private static Parsed<DeviceRecord> Check(DeviceRecord record)
    {
        string? wrong = record switch
        {
            { Scheme.Length: 0 or > DeviceRecordLimits.Name } => "scheme",
            _ when !ProvisioningScheme.IsDevice(record.Schema == 1 ? ProvisioningScheme.Nxp : record.Scheme, record.Chip) => "chip",
            _ when !DeviceAttestationJson.IsSound(record.Attestation) => "attestation",
            _ when !Sound(record.Inputs) => "inputs",
            _ when !Sound(record.Steps) => "steps",
            { CardId.Length: > DeviceRecordLimits.Text } => "card",
            _ when record.CardId is null && (ProvisioningScheme.HasCard(record.Scheme) || record.Counter is not null || record.NxpRow is not null) => "card",
            { NxpRow: < 1 } => "nxpRow",
            { Operator.Length: > DeviceRecordLimits.Text } => "operator",
            { Lot.Length: > DeviceRecordLimits.Text } => "lot",
            { Previous: { } previous } when !IsHex(previous, 64) => "previous",
            _ => null,
        };
        return wrong is null ? record : DeviceRecordFaults.Malformed.Fault($"{wrong} is outside its limits");
    }

    private static bool Sound(IReadOnlyList<InputDigest> inputs) =>
        inputs.Count <= DeviceRecordLimits.Items
        && inputs.All(i => IsName(i.Name) && IsHex(i.Sha256, 64))
        && inputs.Select(i => i.Name).Distinct(StringComparer.Ordinal).Count() == inputs.Count;

    private static bool Sound(IReadOnlyList<RunStep> steps) =>
        steps.Count <= DeviceRecordLimits.Items && steps.All(s => IsName(s.Name) && s.Milliseconds >= 0);

    private static bool IsName(string name) => name.Length is > 0 and <= DeviceRecordLimits.Name;

    private static bool IsHex(string text, int digits) =>
        text.Length == digits && text.All(char.IsAsciiHexDigitLower);

    private static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new FormatException(name);

    private static DeviceOutcome Outcome(string name) => name switch
    {
        "done" => DeviceOutcome.Done,
        "spent" => DeviceOutcome.Spent,
        "unconfirmed" => DeviceOutcome.Unconfirmed,
        _ => throw new FormatException(name),
    };
}
