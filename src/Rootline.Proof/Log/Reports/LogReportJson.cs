using System.Buffers;
using System.Text.Json;

namespace Rootline.Proof.Log.Reports;

/// <summary>
/// The report as JSON: type, schema, product, time, by, inputs [{role, name, sha256}], verdict (as <c>log verify --json</c>),
/// cards [{card, counter, quota, beginsAt, station {records, done, spent, unconfirmed, from, to, operators, lots} or null}].
/// </summary>
public static class LogReportJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The report's bytes: UTF-8, indented, a line end at the end.</summary>
    /// <param name="report">The report.</param>
    public static byte[] Encode(LogReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, report);
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter json, LogReport report)
    {
        json.WriteStartObject();
        json.WriteString("type", "rootline-log-report");
        json.WriteNumber("schema", LogReport.CurrentSchema);
        json.WriteString("product", report.Product);
        json.WriteString("time", LogVerdictJson.Time(report.Time));
        json.WriteString("by", report.By);
        json.WriteStartArray("inputs");
        foreach (var input in report.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("role", input.Role);
            json.WriteString("name", input.Name);
            json.WriteString("sha256", input.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("verdict");
        LogVerdictJson.Write(json, report.Verdict);
        json.WriteStartArray("cards");
        foreach (var card in report.Cards)
            Write(json, card);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CardEvidence card)
    {
        json.WriteStartObject();
        json.WriteString("card", card.CardId);
        WriteNumber(json, "counter", card.ExpectCounter);
        WriteNumber(json, "quota", card.Quota);
        json.WriteString("beginsAt", card.BeginsAt?.ToString());
        Write(json, card.Station);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StationWord? station)
    {
        json.WritePropertyName("station");
        if (station is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("records", station.Records);
        json.WriteNumber("done", station.Done);
        json.WriteNumber("spent", station.Spent);
        json.WriteNumber("unconfirmed", station.Unconfirmed);
        json.WriteString("from", station.From is { } from ? LogVerdictJson.Time(from) : null);
        json.WriteString("to", station.To is { } to ? LogVerdictJson.Time(to) : null);
        WriteNames(json, "operators", station.Operators);
        WriteNames(json, "lots", station.Lots);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, uint? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
