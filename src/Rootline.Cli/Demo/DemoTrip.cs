using Rootline.Cards.Tp;
using Rootline.Chips;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Files;
using Rootline.Foundry.Nxp;
using Rootline.Ledger.Log;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.Links.Applet;
using Rootline.Oem.Nxp;
using Rootline.Proof.Log;

namespace Rootline.Cli.Demo;

/// <summary>The whole trip on virtual hardware: vendor, OEM, card, chips, line, proof. Every byte between them is the real protocol.</summary>
/// <param name="context">Disk, progress, cancellation.</param>
/// <param name="request">How many, where, from which seed.</param>
internal sealed class DemoTrip(CommandContext context, DemoRequest request)
{
    /// <summary>The rate of the simulated UART.</summary>
    public const int Baud = 115_200;

    private const ulong CardSerial = 1_001;
    private readonly DemoFolder _folder = new(context.Disk, request.Folder);

    private readonly DemoWorld _world = new(
        new VirtualClock(request.Seed is null ? context.Clock.GetUtcNow() : VirtualClock.Epoch),
        request.Seed is { } seed ? new SeededEntropy(seed) : context.Entropy);

    /// <summary>Told each device's result as it comes.</summary>
    public Action<DeviceResult> DeviceEnded { get; init; } = static _ => { };

    /// <summary>Told what is being set up.</summary>
    public Action<string, string> Prepared { get; init; } = static (_, _) => { };

    /// <summary>Makes the folder; one that holds a demo is left alone.</summary>
    public void Claim() => _folder.Create();

    /// <summary>Makes the trip in the folder that was claimed.</summary>
    public DemoOutcome Go()
    {
        using var vendor = FoundVendor(out byte[] firmware);
        using var oem = DemoOem.Found(context, request, _folder, vendor, _world);
        Prepared("oem", $"keys, protected pages, product firmware of {oem.ProductFirmware.Length:n0} bytes with boot code and image {DemoProduct.Current}, signed");
        using var card = MakeCard(vendor);
        var session = Personalise(card, oem);
        MakeChips(vendor);
        long begin = context.Clock.GetTimestamp();
        var results = Provision(session, oem, firmware);
        var elapsed = context.Clock.GetElapsedTime(begin);
        var log = Verify(session.ReadCounter());
        var done = Enumerable.Range(0, results.Count).Where(i => results[i].IsDone).Select(i => _folder.Chip(i + 1)).ToList();
        return new DemoOutcome(results, log, elapsed, session.ReadCounter(), session.ReadRemainder()) { Boots = DemoBoots.Of(context, done, oem.Product), Tfm = ProvisionTfm(), Nordic = ProvisionNordic() };
    }

    private DemoTfm ProvisionTfm()
    {
        context.Progress.Report("provisioning a TF-M device through its debug port");
        return DemoTfm.Of(context, _folder, _world);
    }

    private DemoNordic ProvisionNordic()
    {
        context.Progress.Report("letting a Nordic part provision itself");
        return DemoNordic.Of(context, _folder, _world);
    }

    private VirtualVendor FoundVendor(out byte[] firmware)
    {
        context.Progress.Report("founding the virtual vendor");
        var vendor = VirtualVendor.Found(request.Family, _world.Clock, _world.Entropy, request.ResponseKeyRule);
        firmware = vendor.MakeProvisioningFirmware(_world.Clock, _world.Entropy);
        new VendorFolder(context.Disk, _folder.Vendor).Save(vendor, firmware);
        Prepared("vendor", $"{request.FamilyName}: root, family CA, provisioning firmware of {firmware.Length:n0} bytes (all virtual)");
        return vendor;
    }

    private VirtualCard MakeCard(VirtualVendor vendor)
    {
        using var birth = vendor.MakeCard(CardSerial);
        return VirtualCard.Make(context.Disk, _folder.Card, _folder.CardKeys, birth, _world.Entropy.Fork("card"));
    }

    private CardSession Personalise(VirtualCard card, DemoOem oem)
    {
        var session = new CardSession(new CardSlot("virtual reader", card.Device));
        new CardPersonalisation(context.Disk, _folder.CardKeys, _world.Clock).Load(session, oem.Plan);
        new CardSealing(context.Disk, _folder.CardKeys, _world.Clock).SealForEver(session);
        Prepared("card", $"{session.Id}: personalised with a quota of {request.Quota:n0}, sealed");
        return session;
    }

    private void MakeChips(VirtualVendor vendor)
    {
        for (int number = 1; number <= request.Chips; number++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress.Report("making chips", number, request.Chips);
            using var birth = vendor.MakeChip(_world.Entropy.Fork($"chip-{number}-birth"), request.FamilyName);
            ChipFile.Make(context.Disk, _folder.Chip(number), birth);
        }

        Prepared("chips", $"{request.Chips:n0} blank chips, one file each");
    }

    private List<DeviceResult> Provision(CardSession session, DemoOem oem, byte[] firmware)
    {
        var plan = new LinePlan
        {
            Family = request.Family,
            ResponseKeyRule = request.ResponseKeyRule,
            ProvisioningFirmware = firmware,
            ProductFirmware = oem.ProductFirmware,
            DeviceTimeout = TimeSpan.Zero,
            Cancellation = context.Cancellation,
        };
        using var ledger = StationLedger.Open(_folder.Log, session.Id, new StationOptions { Disk = context.Disk, Lot = "demo" }, _world.Clock);
        var station = NxpStation.Open(session, ledger, plan, _world.Clock);
        var world = new ChipWorld(context.Disk, _world.Clock, _world.Entropy) { Baud = Baud };
        var results = new List<DeviceResult>();
        for (int number = 1; number <= request.Chips; number++)
        {
            context.Progress.Report("provisioning", number, request.Chips);
            using var socket = new VirtualSocket(world, _folder.Chip(number)) { Name = $"chip-{number:000}" };
            var result = station.Provision(socket);
            results.Add(result);
            DeviceEnded(result);
            if (station.Over is { } over)
                throw over.ToException();
        }

        return results;
    }

    private LogVerdict Verify(uint counter)
    {
        using var key = KeyFile.ReadPublic(context.Disk.ReadAll(_folder.LogKey)).OrThrow(_folder.LogKey);
        using var log = LogReader.Open(_folder.Log, context.Disk);
        return LogVerifier.Verify(log, new LogPolicy { Key = key, ExpectCounter = counter, Quota = (uint)request.Quota });
    }
}

/// <summary>What came of the demo.</summary>
/// <param name="Devices">Each device.</param>
/// <param name="Log">The verdict over the log.</param>
/// <param name="Elapsed">Real time of the provisioning alone.</param>
/// <param name="Counter">Units the card counted.</param>
/// <param name="Remainder">Units the card has left.</param>
internal sealed record DemoOutcome(IReadOnlyList<DeviceResult> Devices, LogVerdict Log, TimeSpan Elapsed, uint Counter, uint Remainder)
{
    /// <summary>How the chips boot.</summary>
    public required DemoBoots Boots { get; init; }

    /// <summary>The device with TF-M.</summary>
    public required DemoTfm Tfm { get; init; }

    /// <summary>The Nordic part.</summary>
    public required DemoNordic Nordic { get; init; }

    /// <summary>Devices that are done.</summary>
    public int Done => Devices.Count(d => d.IsDone);
}
