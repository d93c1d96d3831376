using System.Text.Json;

namespace Rootline.Proof.Devices;

/// <summary>A verdict on device records as JSON; names and order are a promise to scripts.</summary>
public static class RecordVerdictJson
{
    /// <summary>
    /// Writes the members verdict (accept or reject), records, signed, unsigned, ofCard, last, faults and findings [{number, id, chip, rule}];
    /// what is not known is null.
    /// </summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="verdict">The verdict.</param>
    public static void Write(Utf8JsonWriter json, RecordVerdict verdict)
    {
        json.WriteString("verdict", verdict.Ok ? "accept" : "reject");
        json.WriteNumber("records", verdict.Records);
        json.WriteNumber("signed", verdict.WithSignature);
        json.WriteNumber("unsigned", verdict.WithoutSignature);
        json.WriteNumber("ofCard", verdict.OfCard);
        json.WriteString("last", verdict.Last);
        json.WriteNumber("faults", verdict.Faults);
        json.WriteStartArray("findings");
        foreach (var finding in verdict.Findings)
        {
            json.WriteStartObject();
            json.WriteNumber("number", finding.Number);
            json.WriteString("id", finding.Id);
            json.WriteString("chip", finding.Chip);
            json.WriteString("rule", Name(finding.Rule));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The name of a rule.</summary>
    /// <param name="rule">The rule.</param>
    public static string Name(RecordRule rule) => rule == RecordRule.NotSigned ? "unsigned" : rule.ToString().ToLowerInvariant();
}
