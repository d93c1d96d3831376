using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;

namespace Rootline.Line.Tfm;

/// <summary>
/// The journal of a device that gets its secrets as an image in flash. That they leave is durable before the image is written; the run is
/// finished by <see cref="TfmStation"/>, which finds the device SECURED and reads every field.
/// </summary>
public static class DataImageRun
{
    /// <summary>Makes durable that the bundle's secrets leave in an image.</summary>
    /// <param name="ledger">The ledger, without a card.</param>
    /// <param name="bundle">The bundle.</param>
    /// <exception cref="FaultException"><see cref="TfmLineFaults.Used"/>: the bundle's device has its secrets.</exception>
    public static Run Begin(StationLedger ledger, BundleHeader bundle)
    {
        var run = ledger.RunsOf(bundle.Id).LastOrDefault(r => r.State != RunState.Abandoned);
        if (run is { State: not (RunState.Started or RunState.Delivering) })
            throw TfmLineFaults.Used.Exception($"bundle {bundle.Id}; journal: run {run.Id} {run.State.ToString().ToLowerInvariant()}");
        return ledger.RecordDelivering(run ?? ledger.Begin(bundle.Id, ProvisioningScheme.Tfm));
    }
}
