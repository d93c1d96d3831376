namespace Rootline.Line.Nordic.Recovery;

/// <summary>What happens next, for every pair of what the journal knows and what the part is: the one table.</summary>
public static class NordicTable
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<NordicRow> Rows { get; } =
    [
        .. Enum.GetValues<NordicJournal>().SelectMany(j => Enum.GetValues<NordicFinding>().Select(f => Of(j, f))),
    ];

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
}
