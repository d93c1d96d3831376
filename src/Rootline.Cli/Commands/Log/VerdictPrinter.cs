using Rootline.Cli.Frame;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary>Prints a verdict on standard output.</summary>
internal static class VerdictPrinter
{
    /// <summary>Prints it, for a person or as JSON.</summary>
    /// <param name="context">Where to and how.</param>
    /// <param name="verdict">The verdict.</param>
    public static void Print(CommandContext context, LogVerdict verdict)
    {
        context.Progress.Clear();
        if (context.Json)
        {
            context.PrintJson(json => LogVerdictJson.Write(json, verdict));
            return;
        }

        foreach (var fault in verdict.Faults)
            context.Output.WriteLine(VerdictWords.Of(fault));
        if (verdict.FaultCount > verdict.Faults.Count)
            context.Output.WriteLine($"and {VerdictWords.Count(verdict.FaultCount - verdict.Faults.Count, "fault")} more");
        foreach (var gap in verdict.Explained)
            context.Output.WriteLine($"explained: card {gap.CardId}: {MissingNumbers.Name("counter", gap.First, gap.Last)}: {gap.Reason} ({gap.By})");
        foreach (string warning in verdict.Warnings)
            context.Output.WriteLine($"warning: {warning}");
        if (verdict.Order is { } order)
            context.Output.WriteLine($"order: {order.Text}");
        context.Output.WriteLine(VerdictWords.Summary(verdict));
    }
}
