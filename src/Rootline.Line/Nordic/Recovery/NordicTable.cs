using Rootline.Core.Faults;

namespace Rootline.Line.Nordic.Recovery;

/// <summary>
/// What happens next, for every pair of what the journal knows and what the part is: the one table. The code acts by it and docs/nordic.md
/// is made from it.
/// </summary>
public static class NordicTable
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<NordicRow> Rows { get; } =
    [
        .. Enum.GetValues<NordicJournal>().SelectMany(j => Enum.GetValues<NordicFinding>().Select(f => Of(j, f))),
    ];

    /// <summary>The table as Markdown; rows that differ in the journal alone are one.</summary>
    public static string ToMarkdown() =>
        "| the part is found | journal says | what must have happened | what the station does |\n|---|---|---|---|\n"
        + string.Concat(Rows.GroupBy(r => (r.Finding, r.Action, r.Verdict)).OrderBy(g => g.Key.Finding).Select(g => $"| {Text(g.Key.Finding)} | {Text([.. g.Select(r => r.Journal)])} | {g.Key.Verdict} | {Text(g.Key.Action)} |\n"));

    /// <summary>The row of a pair.</summary>
    /// <param name="journal">What the journal knows.</param>
    /// <param name="finding">What the part is.</param>
    public static NordicRow Of(NordicJournal journal, NordicFinding finding)
    {
        var (action, verdict) = finding switch
        {
            NordicFinding.Blank => (NordicAction.Provision, "the part is new or erased, and gets a new identity"),
            NordicFinding.Remains => (NordicAction.EraseHalf, "the lifecycle is erased and something else is not: an erase was cut, or another tool wrote keys"),
            NordicFinding.Torn => (NordicAction.EraseHalf, "the power went while the lifecycle was written: it is of no state"),
            NordicFinding.Half => (NordicAction.EraseHalf, "the lifecycle is switched and keys are missing: the provisioning image can never run again"),
            NordicFinding.Provisioned => Provisioned(journal),
            NordicFinding.Secured => Secured(journal),
            NordicFinding.Decommissioned => (NordicAction.EraseProvisioned, "the part is out of use"),
            _ => Closed(journal),
        };
        return new(journal, finding, action, verdict);
    }

    private static (NordicAction Action, string Verdict) Provisioned(NordicJournal journal) => journal switch
    {
        NordicJournal.Begun or NordicJournal.Delivered => (NordicAction.GoOn, "all keys are there: TF-M comes next"),
        NordicJournal.Spoiled => (NordicAction.EraseHalf, "its identity key is one that everybody knows"),
        NordicJournal.Done => (NordicAction.EraseDone, "the part was recorded as done and is not closed: somebody erased it and provisioned it again"),
        _ => (NordicAction.EraseProvisioned, "somebody else made the part's keys"),
    };

    private static (NordicAction Action, string Verdict) Secured(NordicJournal journal) => journal switch
    {
        NordicJournal.Delivered => (NordicAction.Confirm, "TF-M closed the part: its token is still to be seen"),
        NordicJournal.Done => (NordicAction.EraseDone, "the part is done"),
        _ => (NordicAction.EraseProvisioned, "somebody else provisioned and closed the part"),
    };

    private static (NordicAction Action, string Verdict) Closed(NordicJournal journal) => journal switch
    {
        NordicJournal.Delivered => (NordicAction.Confirm, "this station closed the part: its token is still to be seen"),
        NordicJournal.Done => (NordicAction.EraseDone, "the part is closed and was recorded as done"),
        _ => (NordicAction.EraseClosed, "nobody can see what the part holds"),
    };

    private static string Text(NordicJournal[] journals) =>
        journals.Length == Enum.GetValues<NordicJournal>().Length ? "anything" : string.Join(", ", journals.Select(Text));

    private static string Text(NordicJournal journal) => journal == NordicJournal.None ? "nothing" : journal.ToString().ToLowerInvariant();

    private static string Text(NordicFinding finding) => finding switch
    {
        NordicFinding.Closed => "closed",
        NordicFinding.Blank => "in ASSEMBLY, blank",
        NordicFinding.Remains => "in ASSEMBLY, with remains",
        NordicFinding.Torn => "of no state",
        NordicFinding.Half => "in PROVISIONING, keys or implementation id missing",
        NordicFinding.Provisioned => "in PROVISIONING, everything there",
        NordicFinding.Secured => "SECURED, its port open",
        NordicFinding.Decommissioned => "DECOMMISSIONED, its port open",
        _ => throw CoreFaults.Defect.Exception($"no text for {finding}"),
    };

    private static string Text(NordicAction action) => action switch
    {
        NordicAction.Provision => "provisions it",
        NordicAction.GoOn => "goes on with TF-M",
        NordicAction.Confirm => "resets it and waits for its token",
        NordicAction.EraseHalf => "refuses (`nordic-half-provisioned`); `--erase-half-provisioned` heals it",
        NordicAction.EraseClosed => "refuses (`nordic-port-closed`); `--erase-closed-part` begins anew",
        NordicAction.EraseProvisioned => "refuses (`nordic-provisioned-before`); `--erase-provisioned-part` begins anew",
        NordicAction.EraseDone => "refuses (`nordic-done`); `--erase-provisioned-part` begins anew",
        _ => throw CoreFaults.Defect.Exception($"no text for {action}"),
    };
}
