using System.Text.Json;
using Rootline.Core.Disks;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;

namespace Rootline.Faults.Kill;

/// <summary>
/// Stations that provision TF-M devices through a debug port and are killed; the devices keep their power. After each kill the journal is
/// looked at, another bundle is tried, and the very same command is given again.
/// </summary>
/// <param name="folder">Where the stations work: one ledger for all.</param>
internal sealed class KilledProvisioning(TempFolder folder)
{
    private readonly KilledStation _station = new(folder.Folder);
    private readonly SortedDictionary<string, int> _cutAt = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];
    private int _devices;
    private int _missed;
    private int _refused;

    /// <summary>The steps that a station says.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        "0 reset and compare code", "1 survey", "2 burn keys of the images and mark", "3 boot to the secure image", "4 give secrets and burn them", "5 read back",
        "6 reset and see SECURED", "7 boot the secured device", "8 take a token",
    ];

    /// <summary>How many stations were killed.</summary>
    public int Kills => _cutAt.Values.Sum();

    /// <summary>How many devices there were.</summary>
    public int Devices => _devices;

    /// <summary>What was not as it must be.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Kills the station of a new device, and finishes the device.</summary>
    /// <param name="step">The step in which it is killed.</param>
    /// <param name="delay">How long after the step's beginning.</param>
    public void Device(string step, TimeSpan delay)
    {
        using var device = new TfmBenchOnPort();
        device.WriteFiles(folder);
        File.WriteAllBytes(folder.PathOf("record.pem"), KeySamples.File(KeyKind.EcP256));
        string name = $"device {++_devices}";
        var bundle = BundleSample.Make(name);
        File.WriteAllBytes(folder.PathOf("this.bundle"), BundleFileJson.Encode(bundle));
        File.WriteAllBytes(folder.PathOf("other.bundle"), BundleFileJson.Encode(BundleSample.Make(name + ", another one")));
        var ended = _station.Kill(Words(device, "this.bundle"), step, delay);
        if (ended is null)
        {
            string state = State(bundle.Header);
            _cutAt[state] = _cutAt.GetValueOrDefault(state) + 1;
            if (state is not ("none" or "started"))
                DemandRefused(device);
        }
        else
        {
            _missed++;
            Demand(ended.Exit == 0, $"the station ended {ended.Exit}: {ended.Error}");
        }

        Finish(device, bundle.Header);
    }

    /// <summary>Judges the records of all devices.</summary>
    public void End()
    {
        var run = CliRun.Of(folder.Folder, "device", "verify", "-l", "devices.db", "--key", "record.pem", "--json");
        using var told = JsonDocument.Parse(run.Output);
        Demand(run.Exit == 0 && told.RootElement.GetProperty("signed").GetInt32() == _devices, $"device verify of {_devices} devices: {run.Output}{run.Error}");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Kills} kills of stations with {_devices} TF-M devices ({_missed} stations ended before their moment): all finished by the same command, {_refused} times another bundle refused, "
        + $"{_violations.Count} violations; the journal was cut at {string.Join(", ", _cutAt.Select(c => $"{c.Key} {c.Value}"))}";

    private void Finish(TfmBenchOnPort device, BundleHeader bundle)
    {
        var run = CliRun.Of(folder.Folder, [.. Words(device, "this.bundle"), "--json"]);
        Demand(run.Exit == 0, $"the same command ended {run.Exit}: {run.Error}");
        if (run.Exit != 0)
            return;
        using var told = JsonDocument.Parse(run.Output);
        Demand(told.RootElement.GetProperty("device").GetString() == "life cycle SECURED, secured", $"the device is {told.RootElement.GetProperty("device")}");
        Demand(told.RootElement.GetProperty("token").GetBoolean(), "no token");
        using (var log = DeviceLog.Open(folder.PathOf("devices.db"), new OsDisk()))
            Demand(log.Records().Count(r => r.Chip == bundle.Id) == 1, "the device has not one record");
        foreach (var key in (OtpElement[])[OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1])
            Demand(device.Bench.Burned[key] == 1, $"{key} was burned {device.Bench.Burned[key]} times");
        var firmware = device.Bench.Firmware();
        Demand(!device.Bench.Ram(firmware.AssemblyAddress, AssemblyAndTestData.Length).AsSpan().ContainsAnyExcept((byte)0)
            && !device.Bench.Ram(firmware.RotAddress, firmware.Layout.Length).AsSpan().ContainsAnyExcept((byte)0), "secrets are left in RAM");
    }

    // A device that carries a bundle's mark takes no other one.
    private void DemandRefused(TfmBenchOnPort device)
    {
        var run = CliRun.Of(folder.Folder, [.. Words(device, "other.bundle"), "--json"]);
        Demand(run.Error.Contains("\"tfm-other-bundle\"", StringComparison.Ordinal), $"another bundle: {run.Exit} {run.Error}");
        _refused++;
    }

    private string State(BundleHeader bundle)
    {
        using var ledger = StationLedger.OpenWithoutCard(folder.PathOf("devices.db"), new() { Disk = new OsDisk() }, TimeProvider.System);
        return ledger.RunsOf(bundle.Id) is [.., var run] ? run.State.ToString().ToLowerInvariant() : "none";
    }

    private void Demand(bool condition, string what)
    {
        if (!condition)
            _violations.Add($"device {_devices}: {what}");
    }

    private static string[] Words(TfmBenchOnPort device, string bundle) =>
        $"tfm provision {bundle} --key station.pem --debug 127.0.0.1:{device.Port} --bl2 bl2.axf --secure tfm_s.axf --nonsecure tfm_ns.axf -l devices.db --record-key record.pem --patience 300 --yes".Split(' ');
}
