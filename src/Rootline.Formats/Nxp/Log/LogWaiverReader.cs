using System.Globalization;
using System.Text.Json;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// Reads the members of a waiver and their limits. What it overlooks (order, double members, escapes) is caught by comparing
/// with the canonical bytes.
/// </summary>
internal static class LogWaiverReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2 };

    public static Parsed<LogWaiver> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(), Strict);
            var root = document.RootElement;
            if (Text(root, "type") != LogWaiverJson.Type)
                return WaiverFaults.Form.Fault("the member type is not that of a waiver");
            int schema = root.GetProperty("schema").GetInt32();
            if (schema > LogWaiver.CurrentSchema)
                return WaiverFaults.Newer.Fault($"schema version {schema}, at most {LogWaiver.CurrentSchema} is known");
            return Check(Members(root));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return WaiverFaults.Form.Fault("a member is missing or of the wrong type");
        }
    }

    private static LogWaiver Members(JsonElement root) => new()
    {
        CardId = Text(root, "card"),
        First = root.GetProperty("first").GetUInt32(),
        Last = root.GetProperty("last").GetUInt32(),
        Before = Convert.FromHexString(Text(root, "before")),
        After = root.GetProperty("after").GetString() is { } after ? Convert.FromHexString(after) : null,
        Reason = Text(root, "reason"),
        By = Text(root, "by"),
        Time = DateTimeOffset.ParseExact(
            Text(root, "time"), LogWaiverJson.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Signature = Convert.FromHexString(Text(root, "signature")),
    };

    private static Parsed<LogWaiver> Check(LogWaiver waiver)
    {
        string? wrong = waiver switch
        {
            { CardId.Length: 0 or > WaiverLimits.Name } => "card",
            { First: 0 } => "first",
            _ when waiver.Last < waiver.First => "last",
            { Before.Length: not AuditLimits.HashLength } => "before",
            { After: { Length: not AuditLimits.HashLength } } => "after",
            { Reason.Length: 0 or > WaiverLimits.Reason } => "reason",
            { By.Length: 0 or > WaiverLimits.Name } => "by",
            { Signature.Length: not P256.SignatureLength } => "signature",
            _ => null,
        };
        return wrong is null ? waiver : WaiverFaults.Form.Fault($"{wrong} is outside its limits");
    }

    private static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new FormatException(name);
}
