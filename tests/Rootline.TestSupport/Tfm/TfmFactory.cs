using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Tfm;
using Rootline.TestSupport.Power;

namespace Rootline.TestSupport.Tfm;

/// <summary>A station with a ledger on a disk in memory, which provisions <see cref="TfmBench"/>es.</summary>
public sealed class TfmFactory : IDisposable
{
    private readonly SimulatedDisk _disk = new(new("station"));
    private readonly PowerCutVfs _vfs;

    /// <summary>Makes the station.</summary>
    public TfmFactory() => _vfs = new(_disk);

    /// <summary>Provisions a device.</summary>
    /// <param name="bench">The device.</param>
    /// <param name="bundle">Its bundle.</param>
    /// <param name="change">Changes the plan; null for leaving it.</param>
    public TfmResult Provision(TfmBench bench, BundleFile bundle, Func<TfmPlan, TfmPlan>? change = null)
    {
        using var ledger = OpenLedger(bench);
        using var secrets = BundleSample.Open(bundle);
        var station = new TfmStation(bench.Connect(), ledger, secrets, BundleSample.Entropy("station"), bench.Clock);
        var plan = new TfmPlan { Firmware = bench.Firmware(), Bundle = bundle.Header, Patience = TimeSpan.FromSeconds(5) };
        return station.Provision(change is null ? plan : change(plan));
    }

    /// <summary>Opens the ledger.</summary>
    /// <param name="bench">Whose clock it has.</param>
    public StationLedger OpenLedger(TfmBench bench) => StationLedger.OpenWithoutCard("/devices.db", new() { Disk = _disk, Vfs = _vfs.Vfs, Operator = "anna", Lot = "L-1", RecordSigner = RecordKey.Signer }, bench.Clock);

    /// <inheritdoc/>
    public void Dispose() => _vfs.Dispose();
}
