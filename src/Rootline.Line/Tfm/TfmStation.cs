using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Steps;

namespace Rootline.Line.Tfm;

/// <summary>A station for one device with TF-M: the device behind its debug server, the ledger, the opened bundle.</summary>
public sealed class TfmStation
{
    private readonly TfmParts _parts;

    /// <summary>Makes a station.</summary>
    /// <param name="target">The device.</param>
    /// <param name="ledger">The ledger, without a card.</param>
    /// <param name="secrets">The bundle's secrets; they stay the caller's.</param>
    /// <param name="entropy">Where challenges come from.</param>
    /// <param name="clock">The station's clock.</param>
    public TfmStation(DeviceTarget target, StationLedger ledger, BundleSecrets secrets, EntropySource entropy, TimeProvider clock) =>
        _parts = new(target, ledger, secrets, entropy, clock);

    /// <summary>Provisions the device, or goes on where an earlier run stopped.</summary>
    /// <param name="plan">What to do.</param>
    /// <returns>What became of it; every fault names the state of device and journal.</returns>
    public TfmResult Provision(TfmPlan plan)
    {
        if (BundleRules.Judge(plan.Bundle, _parts.Secrets) is [var broken, ..])
            throw broken.In($"bundle {plan.Bundle.Id}").ToException();
        DemandUnused(plan.Bundle);
        using var flow = new TfmDeviceFlow(_parts, plan, new StepClock(_parts.Target.Host.Name, plan.Steps, _parts.Clock));
        try
        {
            flow.Go();
            return flow.Result(null);
        }
        catch (FaultException e)
        {
            var result = flow.Result(e.Fault);
            return result with { Fault = e.Fault with { What = $"{e.Fault.What}; device: {result.Device}; journal: {result.Journal}" } };
        }
    }

    // Two bundles may have been made from one secret elsewhere: no two devices of a ledger share one.
    private void DemandUnused(BundleHeader bundle)
    {
        foreach (var record in _parts.Ledger.DeviceRecords().Where(r => r.Scheme == Formats.Records.ProvisioningScheme.Tfm && r.Chip != bundle.Id))
        {
            if (bundle.Fingerprints.FirstOrDefault(f => f.Name != "image-decryption-key" && record.Inputs.Contains(f)) is { } shared)
                throw BundleFaults.Duplicate.Exception($"the {shared.Name} of bundle {bundle.Id} was given to the device of bundle {record.Chip}");
        }
    }
}
