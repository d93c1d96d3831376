using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Proof.Reconciliation;

namespace Rootline.Cli.Commands.Log;

/// <summary>Accounts for a person: a line a unit, with what finishes it below; or one JSON object.</summary>
/// <param name="context">Where to and how.</param>
internal sealed class AccountsTable(CommandContext context)
{
    private const int ChipWidth = 32;

    /// <summary>Prints accounts.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="path">The log's path.</param>
    public void Print(Accounts accounts, string path)
    {
        context.Progress.Clear();
        if (context.Json)
        {
            context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("log", path);
                AccountsJson.Write(json, accounts);
                json.WriteEndObject();
            });
            return;
        }

        Line("unit", "row", "chip", "run", "journal", "chip is", "fate");
        foreach (var unit in accounts.Units)
            Print(unit);
        foreach (var idle in accounts.Idle)
            Print(idle);
        foreach (string contradiction in accounts.Contradictions)
            context.Output.WriteLine($"contradiction: {contradiction}");
        foreach (string note in accounts.Notes)
            context.Output.WriteLine($"note: {note}");
        PrintEnd(accounts);
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Text(Enum? word) => word is null ? "-" : AccountsJson.Name(word);

    private void Print(UnitAccount unit)
    {
        string name = unit.Count == 1 ? Text(unit.First) : $"{Text(unit.First)}-{Text(unit.Last)}";
        Line(name, Text(unit.Row), unit.Chip ?? "-", Text(unit.Run), Text(unit.Journal), Text(unit.Found), AccountsJson.Name(unit.Fate));
        if (unit.Reason.Length > 0)
            context.Output.WriteLine($"        {unit.Reason}");
        if (unit.Next is { } next)
            context.Output.WriteLine($"        next: {next}");
    }

    private void Print(IdleRun idle)
    {
        Line("-", "-", idle.Run.Chip, Text(idle.Run.Id), Text(idle.Run.State), "-", "no unit");
        if (!idle.MayHoldUnit)
            return;
        context.Output.WriteLine("        only the card knows whether it counted a unit for it");
        context.Output.WriteLine($"        next: {idle.Next}");
    }

    private void PrintEnd(Accounts accounts)
    {
        string counts = string.Join(", ", Enum.GetValues<UnitFate>().Select(f => $"{Text(accounts.Count(f))} {AccountsJson.Name(f)}"));
        string end = accounts.EndChecked ? "the end was checked against the card's counter" : "the end is not proved: the card was not asked";
        context.Output.WriteLine($"{counts}; {end}");
    }

    private void Line(params string[] cells) => context.Output.WriteLine(
        $"{cells[0],-9} {cells[1],-6} {cells[2].PadRight(ChipWidth)} {cells[3],-6} {cells[4],-10} {cells[5],-11} {cells[6]}".TrimEnd());
}
