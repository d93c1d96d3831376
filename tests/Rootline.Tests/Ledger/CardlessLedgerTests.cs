using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Log;
using Rootline.Ledger.Station;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Ledger;

/// <summary>The ledger of a station whose schemes have no card.</summary>
public sealed class CardlessLedgerTests : IDisposable
{
    private static readonly string Kept = RepositoryRoot.PathOf("tests/vectors/tfm/ledger/station-without-card.db");
    private readonly TempFolder _folder = new();

    private string LedgerPath => _folder.PathOf("devices.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Devices_without_a_card_are_recorded_and_found_by_the_next_process()
    {
        using (var ledger = Open())
            CardlessTrip.Run(ledger);
        using (var again = Open())
            Check(again);
        using var log = DeviceLog.Open(LedgerPath, new OsDisk());
        Assert.Equal([ProvisioningScheme.Tfm, ProvisioningScheme.Nordic], log.Records().Select(r => r.Scheme));
        using var journal = JournalLog.Open(LedgerPath, new OsDisk());
        Assert.Equal(3, journal.Runs().Count());
    }

    [Fact]
    public void A_kept_ledger_without_a_card_opens_and_goes_on()
    {
        File.Copy(Kept, LedgerPath);
        using var ledger = Open();
        Check(ledger);
        Assert.Equal(4, ledger.Begin(CardlessTrip.Part, ProvisioningScheme.Nordic).Id);
    }

    [Fact]
    public void The_log_inside_is_empty_and_names_no_card()
    {
        Open().Dispose();
        using var log = LogReader.Open(LedgerPath, new OsDisk());
        Assert.Equal("", log.CardId);
        Assert.Empty(log.Rows());
    }

    [Fact]
    public void A_ledger_has_a_card_or_none_for_ever()
    {
        Open().Dispose();
        var fault = Assert.Throws<FaultException>(() => StationLedger.Open(LedgerPath, "1234", Options, StationTrip.Clock)).Fault;
        Assert.Equal(LedgerFaults.NoCard, fault.Code);
        Assert.Contains("1234", fault.What, StringComparison.Ordinal);
        string other = _folder.PathOf("card.db");
        StationLedger.Open(other, "1234", Options, StationTrip.Clock).Dispose();
        Assert.Equal(LedgerFaults.HasCard, Assert.Throws<FaultException>(() => StationLedger.OpenWithoutCard(other, Options, StationTrip.Clock)).Fault.Code);
    }

    [Fact]
    public void A_scheme_does_not_enter_a_ledger_of_the_other_kind()
    {
        using var cardless = Open();
        Assert.Equal(CoreFaults.Defect, Assert.Throws<FaultException>(() => cardless.Begin(StationTrip.Chip)).Fault.Code);
        Assert.Equal(CoreFaults.Defect, Assert.Throws<FaultException>(() => cardless.Begin("00", ProvisioningScheme.Tfm)).Fault.Code);
        using var card = StationLedger.Open(_folder.PathOf("card.db"), "1234", Options, StationTrip.Clock);
        Assert.Equal(CoreFaults.Defect, Assert.Throws<FaultException>(() => card.Begin(CardlessTrip.Bundle, ProvisioningScheme.Tfm)).Fault.Code);
        Assert.Empty(cardless.OpenRuns());
        Assert.Empty(card.OpenRuns());
    }

    [Fact]
    public void A_device_has_one_open_run_and_none_is_done_before_its_secrets_were_given()
    {
        using var ledger = Open();
        var run = ledger.Begin(CardlessTrip.Bundle, ProvisioningScheme.Tfm);
        Assert.Equal(LedgerFaults.Transition, Assert.Throws<FaultException>(() => ledger.Begin(CardlessTrip.Bundle, ProvisioningScheme.Tfm)).Fault.Code);
        Assert.Equal(LedgerFaults.Transition, Assert.Throws<FaultException>(() => ledger.RecordDelivery(run)).Fault.Code);
        Assert.Equal(LedgerFaults.Transition, Assert.Throws<FaultException>(() => ledger.Finish(run, CardlessTrip.RecordOf(ledger, run, DeviceOutcome.Done))).Fault.Code);
        Assert.Equal(RunState.Started, Assert.Single(ledger.OpenRuns()).State);
        Assert.Empty(ledger.DeviceRecords());
    }

    private static StationOptions Options => new() { Disk = new OsDisk() };

    private StationLedger Open() => StationLedger.OpenWithoutCard(LedgerPath, Options, StationTrip.Clock);

    private static void Check(StationLedger ledger)
    {
        Assert.Equal(StationLedger.NoCard, ledger.CardId);
        Assert.Empty(ledger.OpenRuns());
        Assert.Equal([RunState.Done], ledger.RunsOf(CardlessTrip.Bundle).Select(r => r.State));
        Assert.Equal([RunState.Abandoned, RunState.Spent], ledger.RunsOf(CardlessTrip.Part).Select(r => r.State));
        var records = ledger.DeviceRecords().ToList();
        Assert.Equal([DeviceOutcome.Done, DeviceOutcome.Unconfirmed], records.Select(r => r.Outcome));
        Assert.Equal("d28443a10126", records[0].Attestation!.Token);
        Assert.Null(records[0].CardId);
        Assert.Equal(records[0].Id, records[1].Previous);
    }
}
