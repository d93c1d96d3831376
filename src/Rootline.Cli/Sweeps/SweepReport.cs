using System.Globalization;
using System.Text.Json;
using Rootline.Cli.Control.Verbs;
using Rootline.Core.Faults;
using Rootline.Core.Power;

namespace Rootline.Cli.Sweeps;

/// <summary>What a sweep found: a table of end states with counts, and the violations.</summary>
/// <param name="plan">What was done.</param>
/// <param name="judge">What was demanded.</param>
/// <param name="undisturbed">The undisturbed run.</param>
/// <param name="outcomes">The cases in their order.</param>
internal sealed class SweepReport(SweepPlan plan, SweepJudge judge, SweepOutcome undisturbed, IReadOnlyList<SweepOutcome> outcomes)
{
    /// <summary>The version of the JSON shape.</summary>
    public const int Version = 1;

    /// <summary>The violations.</summary>
    public IReadOnlyList<(SweepOutcome Outcome, string Why)> Violations { get; } =
        [.. from outcome in outcomes let why = judge.ViolationOf(outcome) where why is not null select (outcome, why)];

    /// <summary>The fault that the command ends with, or null when there is no violation.</summary>
    public Fault? Fault => Violations is [var (first, why), ..]
        ? SweepFaults.Violation.Fault(string.Create(CultureInfo.InvariantCulture, $"{Violations.Count} of {outcomes.Count} cases are violations, the first: {first.Case}: {why}"))
        : null;

    /// <summary>Prints the table.</summary>
    /// <param name="output">Where to.</param>
    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{undisturbed.Operations.Count} operations, {outcomes.Count} cases, at most {plan.Visits} visits each"));
        var rows = Rows().ToList();
        int width = Math.Max(11, rows.Select(r => r.Life.Length).DefaultIfEmpty().Max());
        output.WriteLine($"cases  {"chip".PadRight(width)}  standing   cut          exit codes of the visits");
        foreach (var row in rows)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Count,5}  {row.Life.PadRight(width)}  {row.Standing,-9}  {(row.CutFell ? "fell" : "not reached"),-11}  {row.Exits}"));
        foreach (var (outcome, why) in Violations)
            output.WriteLine($"violation: {outcome.Case}: {why}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Violations.Count} violations"));
    }

    /// <summary>
    /// Writes v, operations, exact, cases, states [{life, standing, cutFell, exits, count}] and violations [{case, operation,
    /// kind, moment, outcome, exits, life, standing, why}]; an exit of null is a visit that took too long.
    /// </summary>
    /// <param name="json">Where to.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("v", Version);
        json.WriteNumber("operations", undisturbed.Operations.Count);
        json.WriteBoolean("exact", judge.IsExact);
        json.WriteNumber("cases", outcomes.Count);
        json.WriteStartArray("states");
        foreach (var row in Rows())
        {
            json.WriteStartObject();
            json.WriteString("life", row.Life);
            json.WriteString("standing", row.Standing);
            json.WriteBoolean("cutFell", row.CutFell);
            WriteExits(json, row.First);
            json.WriteNumber("count", row.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("violations");
        foreach (var (outcome, why) in Violations)
            WriteViolation(json, outcome, why);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteViolation(Utf8JsonWriter json, SweepOutcome outcome, string why)
    {
        var (cut, operation) = (outcome.Case.Cut!, outcome.Case.Operation!);
        json.WriteStartObject();
        json.WriteNumber("case", outcome.Case.Number);
        json.WriteNumber("operation", cut.Index);
        json.WriteString("kind", CutWords.Of(operation.Kind));
        json.WriteString("moment", CutWords.Of(cut.Moment));
        if (cut.Moment == CutMoment.Torn)
            json.WriteNumber("outcome", cut.Outcome);
        else
            json.WriteNull("outcome");
        WriteExits(json, outcome);
        json.WriteString("life", outcome.End.Life);
        json.WriteString("standing", judge.StandingOf(outcome.End));
        json.WriteString("why", why);
        json.WriteEndObject();
    }

    private static void WriteExits(Utf8JsonWriter json, SweepOutcome outcome)
    {
        json.WriteStartArray("exits");
        foreach (var exit in outcome.Exits)
        {
            if (exit is { } code)
                json.WriteNumberValue(code);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    // The most frequent state first; among equals the order of the cases.
    private IEnumerable<Row> Rows() => outcomes
        .GroupBy(o => (o.End.Life, Standing: judge.StandingOf(o.End), o.CutFell, Exits: string.Join(' ', o.Exits.Select(e => e?.ToString(CultureInfo.InvariantCulture) ?? "too-long"))))
        .Select(g => new Row(g.Key.Life, g.Key.Standing, g.Key.CutFell, g.Key.Exits, g.Count(), g.First()))
        .OrderByDescending(r => r.Count);

    private sealed record Row(string Life, string Standing, bool CutFell, string Exits, int Count, SweepOutcome First);
}
