using System.Text.Json;

namespace Rootline.Proof.Reconciliation;

/// <summary>Accounts as JSON; names and order are a promise to scripts.</summary>
public static class AccountsJson
{
    /// <summary>
    /// Writes the members verdict, endChecked, done, recorded, pending, lost, units [{first, last, fate, row, chip, run,
    /// journal, found, reason, next}], idle [{run, chip, journal, mayHoldUnit, next}], contradictions and notes; what is not
    /// known is null.
    /// </summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="accounts">The accounts.</param>
    public static void Write(Utf8JsonWriter json, Accounts accounts)
    {
        json.WriteString("verdict", Name(accounts.Verdict));
        json.WriteBoolean("endChecked", accounts.EndChecked);
        foreach (var fate in Enum.GetValues<UnitFate>())
            json.WriteNumber(Name(fate), accounts.Count(fate));
        json.WriteStartArray("units");
        foreach (var unit in accounts.Units)
            Write(json, unit);
        json.WriteEndArray();
        json.WriteStartArray("idle");
        foreach (var idle in accounts.Idle)
            Write(json, idle);
        json.WriteEndArray();
        Write(json, "contradictions", accounts.Contradictions);
        Write(json, "notes", accounts.Notes);
    }

    /// <summary>A word of an account: its name in lower case.</summary>
    /// <param name="word">A fate, a state of the journal or what a chip was found to be.</param>
    public static string Name(Enum word) => word.ToString().ToLowerInvariant();

    /// <summary>A verdict's name.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Name(AccountsVerdict verdict) => verdict switch
    {
        AccountsVerdict.InOrder => "in-order",
        AccountsVerdict.Pending => "pending",
        AccountsVerdict.Lost => "lost",
        _ => "contradicted",
    };

    private static void Write(Utf8JsonWriter json, UnitAccount unit)
    {
        json.WriteStartObject();
        json.WriteNumber("first", unit.First);
        json.WriteNumber("last", unit.Last);
        json.WriteString("fate", Name(unit.Fate));
        Write(json, "row", unit.Row);
        json.WriteString("chip", unit.Chip);
        Write(json, "run", unit.Run);
        json.WriteString("journal", unit.Journal is { } state ? Name(state) : null);
        json.WriteString("found", unit.Found is { } found ? Name(found) : null);
        json.WriteString("reason", unit.Reason);
        json.WriteString("next", unit.Next);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IdleRun idle)
    {
        json.WriteStartObject();
        json.WriteNumber("run", idle.Run.Id);
        json.WriteString("chip", idle.Run.Chip);
        json.WriteString("journal", Name(idle.Run.State));
        json.WriteBoolean("mayHoldUnit", idle.MayHoldUnit);
        json.WriteString("next", idle.Next);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
