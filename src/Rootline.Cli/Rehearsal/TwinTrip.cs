using System.Globalization;
using Rootline.Cards.Tp;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Files;
using Rootline.Foundry.Nxp;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.Links.Applet;
using Rootline.Oem.Nxp;

namespace Rootline.Cli.Rehearsal;

/// <summary>
/// The whole trip once, with a virtual twin of card and chip: load, seal, provision, product firmware. Everything lies in memory
/// and is wiped afterwards; a virtual vendor stands in for the real one, whose private keys nobody has. Its keys come from the
/// system, are used here alone and never shown.
/// </summary>
/// <param name="plan">What goes into the card; remains the caller's.</param>
/// <param name="firmware">The product firmware, or null.</param>
/// <param name="now">When.</param>
/// <param name="progress">Told each step before it is done.</param>
internal sealed class TwinTrip(CardPlan plan, byte[]? firmware, DateTimeOffset now, Action<string> progress)
{
    private const ulong Serial = 1;
    private const string CardFile = "/twin/card.bin";
    private const string Keys = "/twin/keys";
    private const string Log = "/twin/log.db";

    // SQLite's own file system in memory.
    private const string MemoryVfs = "memdb";

    private readonly VirtualClock _clock = new(now);
    private readonly SystemEntropy _entropy = new();
    private readonly List<TwinStep> _steps = [];

    /// <summary>Makes the trip; the last step is the one that failed, if one did.</summary>
    public IReadOnlyList<TwinStep> Go()
    {
        try
        {
            progress("found a virtual vendor for the twin");
            using var vendor = VirtualVendor.Found(plan.Family, _clock, _entropy);
            using var disk = new VolatileDisk();
            using var card = MakeCard(vendor, disk);
            var session = new CardSession(new CardSlot("twin", card.Device));
            Personalise(session, vendor, disk);
            using var chip = new TwinChip(vendor, _clock, _entropy);
            Provision(session, chip, vendor, disk);
        }
        catch (FaultException e)
        {
            _steps.Add(new("fault", false, $"{e.Fault.Code.Id}: {e.Fault.What}"));
        }

        return _steps;
    }

    private VirtualCard MakeCard(VirtualVendor vendor, VolatileDisk disk)
    {
        using var birth = vendor.MakeCard(Serial);
        return VirtualCard.Make(disk, CardFile, Keys, birth, _entropy);
    }

    private void Personalise(CardSession session, VirtualVendor vendor, VolatileDisk disk)
    {
        progress("load the twin's card");
        using var root = KeyFile.ReadPublic(vendor.RootCertificate).OrThrow();
        var twin = new CardPlan
        {
            Family = plan.Family,
            FamilyName = plan.FamilyName,
            Quota = plan.Quota,
            LogKey = plan.LogKey,
            NxpGlob = root,
            NxpProd = vendor.ProductionCertificate,
            Pages = plan.Pages,
            Keks = plan.Keks,
            ProvisioningData = plan.ProvisioningData,
            Oem = plan.Oem,
        };
        new CardPersonalisation(disk, Keys, _clock).Load(session, twin);
        _steps.Add(new("personalise", true, $"the twin's card was loaded and read back: {session.ReadRemainder()} units for {session.Family}"));
        new CardSealing(disk, Keys, _clock).SealForEver(session);
        _steps.Add(new("seal", session.IsSealed, "the twin's card is sealed"));
    }

    private void Provision(CardSession session, TwinChip chip, VirtualVendor vendor, VolatileDisk disk)
    {
        progress("provision the twin's chip");
        var line = new LinePlan
        {
            Family = plan.Family,
            ProvisioningFirmware = vendor.MakeProvisioningFirmware(_clock, _entropy),
            ProductFirmware = firmware,
            DeviceTimeout = TimeSpan.Zero,
        };
        using var ledger = StationLedger.Open(Log, session.Id, new() { Disk = disk, Vfs = new(MemoryVfs) }, _clock);
        var result = NxpStation.Open(session, ledger, line, _clock).Provision(chip);
        if (result.Fault is { } fault)
        {
            _steps.Add(new("provision", false, $"{fault.Code.Id}: {fault.What}"));
            return;
        }

        _steps.Add(new("provision", chip.IsClosed, string.Create(CultureInfo.InvariantCulture, $"the twin's chip proved itself, used unit {result.Counter} and {(chip.IsClosed ? "closed itself" : "did NOT close itself")}; its CFPA is version {chip.CfpaVersion}")));
        AddCertificates(chip);
        if (firmware is not null)
            _steps.Add(new("product", chip.ProductFiles == 1, "the twin's chip, closed, took the product firmware"));
    }

    // Looked at after the product firmware, which could have erased them.
    private void AddCertificates(TwinChip chip)
    {
        if (plan.Oem is not { } oem)
            return;
        var missing = oem.Certificates.Where(c => !chip.HasCertificateAt(c.Address)).Select(c => $"{c.KeyId:X2} at {c.Address:x8}").ToList();
        _steps.Add(new("certificates", missing.Count == 0, missing.Count == 0 ? $"OEM certificates in the twin's flash: {oem.Certificates.Count}" : $"OEM certificates are gone: {string.Join(", ", missing)}"));
    }
}
