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
    public TfmResult Provision(TfmBench bench, BundleFile bundle, Func<TfmPlan, TfmPlan>? change = null) =>
        Provision(bench.Connect(), bundle, bench.Clock, new() { Firmware = bench.Firmware(), Bundle = bundle.Header, Patience = TimeSpan.FromSeconds(5) }, change);

    /// <summary>Provisions a device with a CryptoCell-312.</summary>
    /// <param name="bench">The device and its power.</param>
    /// <param name="bundle">Its bundle.</param>
    /// <param name="change">Changes the plan; null for leaving it.</param>
    public TfmResult Provision(CryptoCellBench bench, BundleFile bundle, Func<TfmPlan, TfmPlan>? change = null) =>
        Provision(bench.Connect(), bundle, bench.Clock, new() { Firmware = CryptoCellBench.Firmware(), Bundle = bundle.Header, Patience = TimeSpan.FromSeconds(5), Power = bench }, change);

    private TfmResult Provision(DeviceTarget device, BundleFile bundle, TimeProvider clock, TfmPlan plan, Func<TfmPlan, TfmPlan>? change)
    {
        using var ledger = OpenLedger(clock);
        using var secrets = BundleSample.Open(bundle);
        return new TfmStation(device, ledger, secrets, BundleSample.Entropy("station"), clock).Provision(change is null ? plan : change(plan));
    }

    /// <summary>Opens the ledger.</summary>
    /// <param name="bench">Whose clock it has.</param>
    public StationLedger OpenLedger(TfmBench bench) => OpenLedger(bench.Clock);

    private StationLedger OpenLedger(TimeProvider clock) => StationLedger.OpenWithoutCard("/devices.db", new() { Disk = _disk, Vfs = _vfs.Vfs, Operator = "anna", Lot = "L-1", RecordSigner = RecordKey.Signer }, clock);

    /// <inheritdoc/>
    public void Dispose() => _vfs.Dispose();
}
