using Rootline.Core.Faults;
using Rootline.Ledger.Station;
using static Rootline.Ledger.Station.RunState;
using static Rootline.Line.Tfm.Recovery.TfmAction;
using static Rootline.Line.Tfm.TfmFinding;

namespace Rootline.Line.Tfm.Recovery;

/// <summary>
/// Journal state × what is found gives the next step. The code acts by this table and docs/tfm.md is made from it; it has a row for every
/// combination.
/// </summary>
public static class TfmRecoveryTable
{
    private const string Another = "the device holds data of another bundle";
    private const string OutOfUse = "the device is decommissioned, or its one-time memory was changed";

    /// <summary>All rows.</summary>
    public static IReadOnlyList<TfmRecoveryRow> Rows { get; } =
    [
        new(null, Blank, Begin, "a new device"),
        new(null, Marked, RefuseElsewhere, "another station began with this bundle and this device"),
        new(null, Begun, RefuseElsewhere, "another station gave this device the bundle's secrets"),
        new(null, Secured, RefuseElsewhere, "another station finished this device"),

        new(Started, Blank, Begin, "the station or the device stopped before the device was marked; no secret was given"),
        new(Started, Marked, Begin, "the station or the device stopped before a secret was given"),
        new(Started, Begun, RefuseContradiction, "the device holds secrets that this journal never gave: another station went on, or this ledger is an older copy"),
        new(Started, Secured, RefuseContradiction, "the device is finished, and this journal never gave it a secret: another station went on, or this ledger is an older copy"),

        new(Delivering, Blank, RefuseOtherDevice, "the secrets were only given to a device that carries the mark: this is another one"),
        new(Delivering, Marked, Deliver, "the device lost power before it burned the first secret"),
        new(Delivering, Begun, Deliver, "the device lost power while it burned the secrets"),
        new(Delivering, Secured, Confirm, "the device burned everything; its word was lost"),

        new(Delivered, Blank, RefuseOtherDevice, "the device that took the secrets carries the mark: this is another one"),
        new(Delivered, Marked, RefuseContradiction, "the device said that it burned the secrets, and shows none"),
        new(Delivered, Begun, RefuseContradiction, "the device said that it burned everything, and something is missing"),
        new(Delivered, Secured, Finish, "the device is provisioned; the rest is to be done"),

        new(Done, Blank, RefuseUsed, "the bundle's device is done, and this is another one"),
        new(Done, Marked, RefuseContradiction, "the bundle's device is done, and this one carries its mark and no secret"),
        new(Done, Begun, RefuseContradiction, "the bundle's device is done, and this one carries its secrets and is not finished"),
        new(Done, Secured, PassDone, "done already"),

        new(Spent, Blank, RefuseUsed, "the bundle was given up: its secrets may be in a device"),
        new(Spent, Marked, RefuseUsed, "the bundle was given up: its secrets may be in a device"),
        new(Spent, Begun, RefuseUsed, "the bundle was given up, and this device carries its secrets"),
        new(Spent, Secured, RefuseUsed, "the bundle was given up, and this device carries its secrets"),

        .. States.Select(s => new TfmRecoveryRow(s, Foreign, RefuseOtherBundle, Another)),
        .. States.Select(s => new TfmRecoveryRow(s, Retired, RefuseRetired, OutOfUse)),
    ];

    private static IReadOnlyList<RunState?> States => [null, Started, Delivering, Delivered, Done, Spent];

    /// <summary>Finds the row.</summary>
    /// <param name="run">The bundle's last run, if any; an abandoned one counts as none.</param>
    /// <param name="finding">What the device is found to be.</param>
    public static TfmRecoveryRow Decide(Run? run, TfmFinding finding)
    {
        RunState? state = run is null or { State: Abandoned } ? null : run.State;
        return Rows.FirstOrDefault(r => r.State == state && r.Finding == finding)
            ?? throw CoreFaults.Defect.Exception($"the recovery table has no row for {state} and {finding}");
    }

    /// <summary>The table as Markdown.</summary>
    public static string ToMarkdown() =>
        "| journal says | device is found | what must have happened | what the station does |\n|---|---|---|---|\n"
        + string.Concat(Rows.Select(r => $"| {(r.State is { } s ? s.ToString().ToLowerInvariant() : "nothing")} | {r.Finding.ToString().ToLowerInvariant()} | {r.Verdict} | {Text(r.Action)} |\n"));

    private static string Text(TfmAction action) => action switch
    {
        Begin => "burns what is missing of the keys, marks the device, gives it its secrets",
        Deliver => "gives the device its secrets again",
        Confirm => "records the delivery, then finishes",
        Finish => "resets, sees SECURED, takes a token, writes the device record",
        PassDone => "says so and ends well",
        RefuseElsewhere => "refuses (`tfm-begun-elsewhere`)",
        RefuseOtherDevice => "refuses (`tfm-other-device`)",
        RefuseUsed => "refuses (`tfm-bundle-used`)",
        RefuseOtherBundle => "refuses (`tfm-other-bundle`)",
        RefuseRetired => "refuses (`tfm-lifecycle`)",
        RefuseContradiction => "refuses (`tfm-contradicts-journal`)",
        _ => throw CoreFaults.Defect.Exception($"no text for {action}"),
    };
}
