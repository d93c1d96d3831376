using System.Globalization;
using System.Text.Json;
using Rootline.TestSupport;

namespace Rootline.Faults.Kill;

/// <summary>What <c>log reconcile</c> says, and whether it accounts for every unit.</summary>
/// <param name="run">How it ended.</param>
/// <param name="counted">Units that the card counted.</param>
internal sealed class Reckoning(CliRun run, long counted)
{
    private readonly JsonElement _json = Parse(run);
    private readonly long _counted = counted;

    /// <summary>Units in their chips, by the card's counter.</summary>
    public IReadOnlyList<long> Done => [.. Units("done").Select(First)];

    /// <summary>How many wait for a station.</summary>
    public int Pending => Units("pending").Count();

    /// <summary>How many are lost.</summary>
    public long Lost => Units("lost").Sum(u => Last(u) - First(u) + 1);

    /// <summary>What the journal says of the run that was cut: <c>none</c>, a state, or <c>proved and counted</c>.</summary>
    public string CutAt
    {
        get
        {
            if (Units("pending").FirstOrDefault() is { ValueKind: JsonValueKind.Object } unit)
                return unit.GetProperty("row").ValueKind == JsonValueKind.Null ? "proved and counted" : unit.GetProperty("journal").GetString()!;
            return _json.GetProperty("idle").EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.Object } idle
                ? idle.GetProperty("journal").GetString()!
                : "none";
        }
    }

    /// <summary>Whether the card is ahead of the log by a unit that nobody can fetch, so that consent is needed.</summary>
    public bool NeedsConsent => Units("lost").Any(u => Last(u) == _counted && u.GetProperty("row").ValueKind == JsonValueKind.Null);

    /// <summary>The command that it gives for what is pending, without the program's name; null when nothing is.</summary>
    public string[]? Next => Units("pending").Select(u => u.GetProperty("next").GetString()).FirstOrDefault() is { } next ? next.Split(' ')[1..] : null;

    /// <summary>What is wrong with the account; empty when every unit from 1 to the counter is in it once, with its reason and place.</summary>
    public IEnumerable<string> Violations()
    {
        if (!_json.TryGetProperty("units", out var units))
        {
            yield return $"reconcile ended {run.Exit}: {run.Error}";
            yield break;
        }

        long expected = 1;
        foreach (var unit in units.EnumerateArray())
        {
            if (First(unit) != expected)
                yield return $"unit {expected} is not accounted for";
            expected = Last(unit) + 1;
            string fate = unit.GetProperty("fate").GetString()!;
            bool placed = unit.GetProperty("chip").ValueKind == JsonValueKind.String && unit.GetProperty("run").ValueKind == JsonValueKind.Number;
            if (fate is not ("done" or "pending" or "lost") || !placed)
                yield return $"unit {First(unit)} is {fate} without chip or run";
            if (fate != "done" && unit.GetProperty("reason").GetString()!.Length == 0)
                yield return $"unit {First(unit)} is {fate} without a reason";
            if (fate == "pending" && unit.GetProperty("next").ValueKind != JsonValueKind.String)
                yield return $"unit {First(unit)} is pending without a command";
        }

        if (expected - 1 != _counted)
            yield return string.Create(CultureInfo.InvariantCulture, $"{expected - 1} units are accounted for, the card counted {_counted}");
        int exit = Lost > 0 ? 4 : Pending > 0 ? 5 : 0;
        if (run.Exit != exit || _json.GetProperty("contradictions").GetArrayLength() > 0 || !_json.GetProperty("endChecked").GetBoolean())
            yield return $"reconcile ended {run.Exit}, not {exit}: {run.Output}{run.Error}";
    }

    private static JsonElement Parse(CliRun run)
    {
        try
        {
            return JsonDocument.Parse(run.Output).RootElement;
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("{}").RootElement;
        }
    }

    private IEnumerable<JsonElement> Units(string fate) =>
        _json.TryGetProperty("units", out var units) ? units.EnumerateArray().Where(u => u.GetProperty("fate").GetString() == fate) : [];

    private static long First(JsonElement unit) => unit.GetProperty("first").GetInt64();

    private static long Last(JsonElement unit) => unit.GetProperty("last").GetInt64();
}
