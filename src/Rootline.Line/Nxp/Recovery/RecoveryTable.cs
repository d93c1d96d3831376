using Rootline.Core.Faults;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp.Chip;
using static Rootline.Ledger.Station.RunState;
using static Rootline.Line.Nxp.Chip.ChipFinding;
using static Rootline.Line.Nxp.Recovery.RecoveryAction;

namespace Rootline.Line.Nxp.Recovery;

/// <summary>
/// Journal state × what is found gives the next step. The code acts by this table and docs/recovery.md is made from it; it
/// has a row for every combination.
/// </summary>
public static class RecoveryTable
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<RecoveryRow> Rows { get; } =
    [
        new(null, Open, Begin, "a new chip"),
        new(null, Firmware, Begin, "a new chip whose provisioning firmware was loaded before"),
        new(null, Interrupted, RefuseBegunElsewhere, "another station's log holds this chip's unit"),
        new(null, Closed, RefuseClosedElsewhere, "provisioned, and not by this log"),

        new(Started, Open, Begin, "the station stopped before the chip had proved itself; no unit was used"),
        new(Started, Firmware, Begin, "the station stopped before the chip had proved itself; no unit was used"),
        new(Started, Interrupted, RefuseBegunElsewhere, "another station went on with this chip"),
        new(Started, Closed, RefuseClosedElsewhere, "another station finished this chip"),

        new(Proved, Open, AskCardAgain, "the card may have counted; its answer did not reach the disk"),
        new(Proved, Firmware, AskCardAgain, "the card may have counted; its answer did not reach the disk"),
        new(Proved, Interrupted, RefuseBegunElsewhere, "another station went on with this chip"),
        new(Proved, Closed, RefuseClosedElsewhere, "another station finished this chip"),

        new(Answered, Open, Deliver, "the unit is recorded; nothing of the answer went to the chip"),
        new(Answered, Firmware, Deliver, "the unit is recorded; nothing of the answer went to the chip"),
        new(Answered, Interrupted, Deliver, "another station went on with this chip, or this log is an older copy: a chip takes its own answer alone"),
        new(Answered, Closed, SpendClosedElsewhere, "nothing of the answer went to the chip: another station closed it, or this log is an older copy"),

        new(Delivering, Open, Deliver, "the unit is recorded; the chip has not taken the answer"),
        new(Delivering, Firmware, Deliver, "the unit is recorded; the chip has not taken the answer"),
        new(Delivering, Interrupted, Deliver, "the unit is recorded; the chip lost power while it took the answer"),
        new(Delivering, Closed, ConfirmDelivery, "the chip took the answer; its word was lost"),

        new(Delivered, Open, SetAside, "the chip said it took the answer, and shows nothing of it"),
        new(Delivered, Firmware, SetAside, "the chip said it took the answer, and still runs the provisioning firmware unprovisioned"),
        new(Delivered, Interrupted, SetAside, "the chip said it took the answer, and is not finished"),
        new(Delivered, Closed, Finish, "the chip is provisioned; the rest is to be done"),

        new(Done, Open, BeginWithConsent, "this chip is recorded as done, and is open"),
        new(Done, Firmware, BeginWithConsent, "this chip is recorded as done, and is open"),
        new(Done, Interrupted, BeginWithConsent, "this chip is recorded as done, and is not finished"),
        new(Done, Closed, RefuseDone, "done already"),

        new(Spent, Open, BeginWithConsent, "this chip used a unit that it could not take"),
        new(Spent, Firmware, BeginWithConsent, "this chip used a unit that it could not take"),
        new(Spent, Interrupted, BeginWithConsent, "this chip used a unit that it could not take, and is not finished"),
        new(Spent, Closed, RefuseDone, "this chip's unit is recorded as spent or unconfirmed, and the chip is closed"),
    ];

    /// <summary>Finds the row.</summary>
    /// <param name="run">The chip's last run, if any; an abandoned one counts as none.</param>
    /// <param name="finding">What the chip is found to be.</param>
    public static RecoveryRow Decide(Run? run, ChipFinding finding)
    {
        RunState? state = run is null or { State: Abandoned } ? null : run.State;
        return Rows.FirstOrDefault(r => r.State == state && r.Finding == finding)
            ?? throw CoreFaults.Defect.Exception($"the recovery table has no row for {state} and {finding}");
    }

    /// <summary>The table as Markdown.</summary>
    public static string ToMarkdown() =>
        "| journal says | chip is found | what must have happened | what the station does |\n|---|---|---|---|\n"
        + string.Concat(Rows.Select(r => $"| {(r.State is { } s ? s.ToString().ToLowerInvariant() : "nothing")} | {r.Finding.ToString().ToLowerInvariant()} | {r.Verdict} | {Text(r.Action)} |\n"));

    private static string Text(RecoveryAction action) => action switch
    {
        Begin => "begins from the challenge",
        BeginWithConsent => "refuses (`device-has-unit`) unless `--spend-another-unit` is given, then begins",
        AskCardAgain => "gives the card the stored response again: a repeated question returns the stored answer and costs nothing; then delivers",
        Deliver => "loads the provisioning firmware where needed and gives the chip the stored answer",
        ConfirmDelivery => "records the delivery, then finishes",
        Finish => "resets, loads the product firmware, looks at the chip, writes the device record",
        RefuseDone => "refuses (`device-has-unit`); a chip recorded as done is passed over with `--skip-done`",
        RefuseClosedElsewhere => "refuses (`device-closed-elsewhere`)",
        RefuseBegunElsewhere => "refuses (`device-begun-elsewhere`) unless `--spend-another-unit` is given, then begins",
        SpendClosedElsewhere => "records the unit as spent and refuses (`device-closed-elsewhere`)",
        SetAside => "records the unit as unconfirmed and refuses (`device-contradicts-journal`)",
        _ => throw CoreFaults.Defect.Exception($"no text for {action}"),
    };
}
