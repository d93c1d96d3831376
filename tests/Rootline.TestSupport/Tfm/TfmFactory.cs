using Rootline.Core.Disks;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Tfm;

namespace Rootline.TestSupport.Tfm;

/// <summary>A station with a ledger in a folder, which provisions <see cref="TfmBench"/>es.</summary>
public sealed class TfmFactory : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>The ledger's path.</summary>
    public string LedgerPath => _folder.PathOf("devices.db");

    /// <summary>The folder.</summary>
    public TempFolder Folder => _folder;

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
    public StationLedger OpenLedger(TfmBench bench) => StationLedger.OpenWithoutCard(LedgerPath, new() { Disk = new OsDisk(), Operator = "anna", Lot = "L-1" }, bench.Clock);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
