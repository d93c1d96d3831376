using System.Text;
using System.Text.Json;
using Rootline.Oem.Nxp.Rehearsal;

namespace Rootline.Cli.Rehearsal;

/// <summary>A rehearsal as text, as a page in Markdown, and as JSON.</summary>
internal static class RehearsalText
{
    /// <summary>The lines for a terminal.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Lines(RehearsalReport report)
    {
        yield return $"rehearsal of {report.Config} for {report.Family}";
        yield return "";
        yield return "checks";
        foreach (var check in report.Checks)
            yield return $"  {Word(check.Outcome),-11} {check.Id}: {check.Text}";
        yield return "";
        yield return "trip with a virtual twin";
        foreach (var step in report.Trip)
            yield return $"  {(step.Ok ? "ok" : "FAILED"),-11} {step.Name}: {step.Text}";
        yield return "";
        yield return "what will be closed for ever";
        foreach (string line in report.Closed)
            yield return $"  {line}";
        yield return "";
        yield return "not rehearsed";
        foreach (string line in report.NotRehearsed)
            yield return $"  {line}";
        yield return "";
        yield return report.Digest is { } digest ? $"digest {digest}" : "no digest: the rehearsal failed";
    }

    /// <summary>The page, UTF-8.</summary>
    /// <param name="report">The report.</param>
    public static byte[] Page(RehearsalReport report)
    {
        var page = new StringBuilder();
        page.Append("# Rehearsal\n\n").Append(Escaped($"{report.Config} for {report.Family}: {(report.IsOk ? "passed" : "FAILED, " + report.Failure)}")).Append("\n\n");
        page.Append("## What will be closed for ever\n\n");
        foreach (string line in report.Closed)
            page.Append("- ").Append(Escaped(line)).Append('\n');
        page.Append("\n## Checks\n\n| check | result | found |\n|---|---|---|\n");
        foreach (var check in report.Checks)
            page.Append("| ").Append(check.Id).Append(" | ").Append(Word(check.Outcome)).Append(" | ").Append(Escaped(check.Text)).Append(" |\n");
        page.Append("\n## Trip with a virtual twin\n\n| step | result | found |\n|---|---|---|\n");
        foreach (var step in report.Trip)
            page.Append("| ").Append(step.Name).Append(" | ").Append(step.Ok ? "ok" : "FAILED").Append(" | ").Append(Escaped(step.Text)).Append(" |\n");
        page.Append("\n## Not rehearsed\n\n");
        foreach (string line in report.NotRehearsed)
            page.Append("- ").Append(Escaped(line)).Append('\n');
        page.Append("\n## Digest\n\n").Append(report.Digest is { } digest ? $"`{digest}`\n" : "None: the rehearsal failed.\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    /// <summary>Writes the JSON object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="report">The report.</param>
    public static void Write(Utf8JsonWriter json, RehearsalReport report)
    {
        json.WriteStartObject();
        json.WriteString("config", report.Config);
        json.WriteString("family", report.Family);
        json.WriteBoolean("ok", report.IsOk);
        json.WriteStartArray("checks");
        foreach (var check in report.Checks)
        {
            json.WriteStartObject();
            json.WriteString("id", check.Id);
            json.WriteString("outcome", check.Outcome switch { CheckOutcome.Passed => "passed", CheckOutcome.Failed => "failed", _ => "notChecked" });
            json.WriteString("text", check.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("trip");
        foreach (var step in report.Trip)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Name);
            json.WriteBoolean("ok", step.Ok);
            json.WriteString("text", step.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteList(json, "closedForEver", report.Closed);
        WriteList(json, "notRehearsed", report.NotRehearsed);
        json.WriteString("digest", report.Digest);
        json.WriteEndObject();
    }

    private static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "ok",
        CheckOutcome.Failed => "FAILED",
        _ => "not checked",
    };

    // Names from certificates and paths must not become markup or break a table.
    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c is '|' or '<' or '`' or '*' or '\\' ? $"\\{c}" : char.IsControl(c) ? " " : c.ToString()));

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> lines)
    {
        json.WriteStartArray(name);
        foreach (string line in lines)
            json.WriteStringValue(line);
        json.WriteEndArray();
    }
}
