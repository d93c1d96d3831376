using System.Text.Json;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>The verdict as JSON; names and order are a promise to scripts.</summary>
public static class LogVerdictJson
{
    /// <summary>
    /// Writes one object: ok, records, verified, endChecked, faults [{row, counter, kind, text}], warnings; counter is null
    /// where a row has none.
    /// </summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="verdict">The verdict.</param>
    public static void Write(Utf8JsonWriter json, LogVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", verdict.Ok);
        json.WriteNumber("records", verdict.Records);
        json.WriteNumber("verified", verdict.Verified);
        json.WriteBoolean("endChecked", verdict.EndChecked);
        json.WriteStartArray("faults");
        foreach (var fault in verdict.Faults)
            Write(json, fault);
        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (string warning in verdict.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A kind's name in verdicts.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(LogFaultKind kind) => kind switch
    {
        LogFaultKind.Signature => "signature",
        LogFaultKind.Chain => "chain",
        LogFaultKind.Counter => "counter",
        LogFaultKind.Content => "content",
        LogFaultKind.Column => "column",
        LogFaultKind.Id => "id",
        LogFaultKind.First => "first",
        LogFaultKind.Tail => "tail",
        _ => "lost",
    };

    private static void Write(Utf8JsonWriter json, LogFault fault)
    {
        json.WriteStartObject();
        json.WriteNumber("row", fault.Row);
        if (fault.Counter is { } counter)
            json.WriteNumber("counter", counter);
        else
            json.WriteNull("counter");
        json.WriteString("kind", Name(fault.Kind));
        json.WriteString("text", fault.Text);
        json.WriteEndObject();
    }
}
