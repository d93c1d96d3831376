using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Settlement;

namespace Rootline.Line.Tfm.Settlement;

/// <summary>
/// Gives a bundle up by a person's word: no device is asked, the bundle's run ends, and no station provisions with the bundle again. What the
/// journal proves decides what is said of it.
/// </summary>
/// <param name="ledger">The station's ledger, without a card.</param>
/// <param name="clock">The station's clock.</param>
public sealed class BundleAbandonment(StationLedger ledger, TimeProvider clock)
{
    private const string Step = "given up by a person";

    /// <summary>What can be said of a bundle that is given up now: spent where nothing of it went out, otherwise unconfirmed.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <exception cref="FaultException"><see cref="TfmLineFaults.Used"/>: its device is done, or it was given up before.</exception>
    public SettledAs OutcomeOf(BundleHeader bundle) => RunOf(bundle) switch
    {
        { State: RunState.Done or RunState.Spent } run =>
            throw TfmLineFaults.Used.Exception($"bundle {bundle.Id}; journal: run {run.Id} {Word(run)}", "leave it: there is nothing to give up"),
        { State: RunState.Delivering or RunState.Delivered } => SettledAs.Unconfirmed,
        _ => SettledAs.Spent,
    };

    /// <summary>What is lost with a bundle, in words.</summary>
    /// <param name="bundle">The bundle.</param>
    public IReadOnlyList<string> LossesOf(BundleHeader bundle) => RunOf(bundle)?.State switch
    {
        RunState.Delivering => ["the bundle: its secrets were given to a device, or may have been", "that device: no other bundle finishes it, and a key of the bundle may be in it for ever"],
        RunState.Delivered => ["the bundle: its secrets are in a device", "that device: it is closed with keys that no record calls done"],
        RunState.Started => ["the bundle; none of its secrets was given", "the device that it was begun with, where it carries the bundle's mark: no other bundle fits it"],
        _ => ["the bundle; nothing of it was given to a device by this station"],
    };

    /// <summary>Irreversible: ends the bundle's run, and leaves a device record.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="order">Who, why, and what <see cref="OutcomeOf"/> says.</param>
    /// <returns>The run at its end, and the record.</returns>
    public (Run Run, DeviceRecord Record) AbandonForEver(BundleHeader bundle, SettleOrder order)
    {
        Demand(bundle, order);
        var run = RunOf(bundle) ?? ledger.Begin(bundle.Id, ProvisioningScheme.Tfm);
        var record = RecordOf(bundle, order);
        return (ledger.Finish(run, record, order.Note), record);
    }

    /// <summary>Demands that a bundle may be given up as ordered.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="order">The order.</param>
    public void Demand(BundleHeader bundle, SettleOrder order)
    {
        order.Demand();
        if (OutcomeOf(bundle) != order.As)
            throw SettleFaults.Contradiction.Exception($"bundle {bundle.Id} cannot be {order.As.ToString().ToLowerInvariant()}");
        if (order is { As: SettledAs.Unconfirmed, AlthoughItCouldBeFinished: false })
            throw AbandonFaults.CouldBeFinished.Exception($"bundle {bundle.Id}; journal: run {RunOf(bundle)!.Id} {Word(RunOf(bundle)!)}");
    }

    private static string Word(Run run) => run.State.ToString().ToLowerInvariant();

    private Run? RunOf(BundleHeader bundle) => ledger.RunsOf(bundle.Id).LastOrDefault(r => r.State != RunState.Abandoned);

    private DeviceRecord RecordOf(BundleHeader bundle, SettleOrder order) => TfmRecordDraft.Of(bundle, ledger, clock) with
    {
        Steps = [new RunStep(Step, 0)],
        Outcome = order.As == SettledAs.Unconfirmed ? DeviceOutcome.Unconfirmed : DeviceOutcome.Spent,
        Operator = order.By,
    };
}
