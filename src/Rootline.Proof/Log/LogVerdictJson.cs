using System.Globalization;
using System.Text.Json;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>The verdict as JSON; names and order are a promise to scripts.</summary>
public static class LogVerdictJson
{
    /// <summary>
    /// Writes one object: ok, records, verified, endChecked, faults [{row, counter, kind, text, and log where there are several}],
    /// warnings, faultCount, notChecked, explained [{card, first, last, reason, by, time, waiver}], order {ordered, good, lost,
    /// waived, spent, unconfirmed} or null, logs [{name, card, records, first, last, endHash}]. Counters are null where a row has
    /// none; later versions may add members behind these.
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
        WriteArray(json, "faults", verdict.Faults, Write);
        WriteArray(json, "warnings", verdict.Warnings, static (j, text) => j.WriteStringValue(text));
        json.WriteNumber("faultCount", verdict.FaultCount);
        WriteArray(json, "notChecked", verdict.NotChecked, static (j, text) => j.WriteStringValue(text));
        WriteArray(json, "explained", verdict.Explained, Write);
        Write(json, verdict.Order);
        WriteArray(json, "logs", verdict.Logs, Write);
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
        LogFaultKind.Die => "die",
        LogFaultKind.Oem => "oem",
        LogFaultKind.Duplicate => "duplicate",
        LogFaultKind.Order => "order",
        LogFaultKind.Waiver => "waiver",
        _ => "lost",
    };

    /// <summary>A time in verdicts and reports: UTC, whole milliseconds.</summary>
    /// <param name="time">The time.</param>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void WriteCounter(Utf8JsonWriter json, string name, uint? counter)
    {
        if (counter is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, LogFault fault)
    {
        json.WriteStartObject();
        json.WriteNumber("row", fault.Row);
        WriteCounter(json, "counter", fault.Counter);
        json.WriteString("kind", Name(fault.Kind));
        json.WriteString("text", fault.Text);
        if (fault.Log is { } log)
            json.WriteString("log", log);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExplainedGap gap)
    {
        json.WriteStartObject();
        json.WriteString("card", gap.CardId);
        json.WriteNumber("first", gap.First);
        json.WriteNumber("last", gap.Last);
        json.WriteString("reason", gap.Reason);
        json.WriteString("by", gap.By);
        json.WriteString("time", Time(gap.Time));
        json.WriteString("waiver", gap.Waiver);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OrderBalance? order)
    {
        json.WritePropertyName("order");
        if (order is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("ordered", order.Ordered);
        json.WriteNumber("good", order.Good);
        json.WriteNumber("lost", order.Lost);
        json.WriteNumber("waived", order.Waived);
        json.WriteNumber("spent", order.Spent);
        json.WriteNumber("unconfirmed", order.Unconfirmed);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JudgedLog log)
    {
        json.WriteStartObject();
        json.WriteString("name", log.Name);
        json.WriteString("card", log.CardId);
        json.WriteNumber("records", log.Records);
        WriteCounter(json, "first", log.First);
        WriteCounter(json, "last", log.Last);
        json.WriteString("endHash", Convert.ToHexStringLower(log.EndHash));
        json.WriteEndObject();
    }
}
