using Rootline.Core.Time;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Virtual;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nordic;
using Rootline.TestSupport.Power;

namespace Rootline.TestSupport.Nordic;

/// <summary>A station for Nordic parts with a disk of its own in memory.</summary>
public sealed class NordicLab : IDisposable
{
    private const int ImageLength = 6000;
    private readonly SimulatedDisk _disk = new(new("station"));
    private readonly PowerCutVfs _vfs;

    /// <summary>Makes a station whose disk is in memory.</summary>
    public NordicLab() => _vfs = new(_disk);

    /// <summary>The station's clock.</summary>
    public VirtualClock Clock { get; } = new(VirtualClock.Epoch);

    /// <summary>What an accepted token gives.</summary>
    public static DeviceAttestation Attestation { get; } = new()
    {
        InstanceId = "01" + new string('a', 64),
        PublicKey = null,
        ImplementationId = Convert.ToHexStringLower(ProvisionArea.DefaultImplementationId()),
        Token = "d28443a10126",
    };

    /// <summary>A plan for a part: an nRF5340 gets a network core firmware as well.</summary>
    public static NordicPlan PlanFor(NordicBench bench)
    {
        var part = bench.Chip.Part;
        return new()
        {
            Part = part,
            ProvisionAddress = bench.ProvisionAddress,
            ProvisioningImage = Image(bench, NordicFirmwareKind.Provisioning),
            Firmware = Image(bench, NordicFirmwareKind.Tfm),
            NetworkFirmware = part.NetworkCore is null ? null : Image(bench, NordicFirmwareKind.NetworkLoader),
            Patience = TimeSpan.FromSeconds(1),
            ErasesClosed = part.LocksByDefault,
            Enroll = token => token.Span.SequenceEqual(PlainTokens.Secured) ? Attestation : NordicLineFaults.NotSecured.Fault("the token is of another state"),
        };
    }

    /// <summary>An image of a firmware.</summary>
    public static FlashImage Image(NordicBench bench, NordicFirmwareKind kind, NordicFirmwareTraits traits = 0)
    {
        var core = bench.Chip.Part.NetworkCore is { } network && kind is NordicFirmwareKind.NetworkLoader or NordicFirmwareKind.NetworkProvisioning
            ? bench.Chip.Part.NetworkCore.Memory
            : bench.Chip.Part.Memory;
        return new($"{kind}", core.Start, bench.Firmware(kind, traits).ToImage(core.Start, ImageLength));
    }

    /// <summary>Opens the ledger.</summary>
    public StationLedger Open() => StationLedger.OpenWithoutCard("/devices.db", new() { Disk = _disk, Vfs = _vfs.Vfs, Operator = "o", Lot = "l" }, Clock);

    /// <summary>Runs a part once.</summary>
    public NordicResult Run(NordicBench bench, NordicPlan plan) => Run(new BenchSocket(bench, Clock), plan);

    /// <summary>Runs a part in a socket once.</summary>
    public NordicResult Run(BenchSocket socket, NordicPlan plan)
    {
        using var ledger = Open();
        return new NordicStation(ledger, Clock).Provision(socket, plan);
    }

    /// <summary>The journal's runs of a part.</summary>
    public IReadOnlyList<Run> Runs(string device)
    {
        using var ledger = Open();
        return ledger.RunsOf(device);
    }

    /// <inheritdoc/>
    public void Dispose() => _vfs.Dispose();
}
