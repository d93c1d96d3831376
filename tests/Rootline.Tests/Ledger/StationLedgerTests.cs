using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;
using Rootline.Ledger.Station;
using Rootline.Proof.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Ledger;

public sealed class StationLedgerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogSample _card = new();
    private readonly StationTrip _trip;

    public StationLedgerTests() => _trip = new(_card);

    private string LogPath => _folder.PathOf("log.db");

    public void Dispose()
    {
        _folder.Dispose();
        _card.Dispose();
    }

    [Fact]
    public void What_was_recorded_is_found_by_the_next_process()
    {
        string state = "";
        _trip.Run(() => Open(), ledger => state = LedgerState.Of(ledger));
        using var again = Open();
        Assert.Equal(state, LedgerState.Of(again));
        Assert.Equal(2, again.CountRecords());
        Assert.Equal([RunState.Done], again.RunsOf(StationTrip.Chip).Select(r => r.State));
        Assert.Equal([RunState.Abandoned, RunState.Spent], again.RunsOf(StationTrip.OtherChip).Select(r => r.State));
        Assert.Empty(again.OpenRuns());
    }

    [Fact]
    public void A_run_keeps_what_each_step_made_durable()
    {
        using var ledger = Open();
        var run = ledger.Begin(StationTrip.Chip);
        Assert.Equal((1, RunState.Started, DeviceRecord.NxpTrustProvisioning), (run.Id, run.State, run.Scheme));
        run = ledger.RecordProof(run, [1], [2, 3]);
        var record = _card.Next(null);
        run = ledger.RecordAnswer(run, [4], record);
        Assert.Equal(RunState.Answered, run.State);
        Assert.Equal([1], run.Challenge);
        Assert.Equal([2, 3], run.Response);
        Assert.Equal([4], run.Answer);
        Assert.Equal(1, run.NxpRow);
        Assert.Equal(record.Hash(), ledger.LastRecord()!.Record.Hash());
        Assert.Equal([run.Id], ledger.OpenRuns().Select(r => r.Id));
    }

    [Fact]
    public void The_log_of_a_station_verifies_and_the_station_may_hold_it_meanwhile()
    {
        using var ledger = Open();
        _trip.Answered(ledger, StationTrip.Chip);
        _trip.Answered(ledger, StationTrip.OtherChip);
        using var log = LogReader.Open(LogPath, new OsDisk());
        Assert.Equal(LogSample.CardId, log.CardId);
        Assert.True(LogVerifier.Verify(log, new() { Key = _card.PublicKey, ExpectCounter = 2 }).Ok);
    }

    [Fact]
    public void There_is_no_write_ahead_log_and_no_journal_left()
    {
        using var ledger = Open();
        _trip.Answered(ledger, StationTrip.Chip);
        Assert.Equal([LogPath, LogPath + ".lock"], Directory.GetFiles(_folder.Folder).Order(StringComparer.Ordinal));
        Assert.Equal((1, 1), (File.ReadAllBytes(LogPath)[18], File.ReadAllBytes(LogPath)[19]));
    }

    [Fact]
    public void A_log_that_the_original_began_is_gone_on_with()
    {
        var records = _card.Records(3);
        LogSample.Write(LogPath, records);
        using var ledger = Open();
        _trip.Answered(ledger, StationTrip.Chip);
        Assert.Equal(4u, ledger.LastRecord()!.Record.Counter);
        Assert.Equal(4, ledger.CountRecords());
    }

    [Fact]
    public void Another_cards_ledger_is_refused_with_both_names()
    {
        Open().Dispose();
        var fault = FaultOf(() => Open(card: "999"));
        Assert.Equal(LedgerFaults.OtherCard, fault.Code);
        Assert.Contains(LogSample.CardId, fault.What, StringComparison.Ordinal);
        Assert.Contains("999", fault.What, StringComparison.Ordinal);
        LogSample.Write(_folder.PathOf("other.db"), [], "31");
        Assert.Equal(LedgerFaults.OtherCard, FaultOf(() => Open("other.db")).Code);
    }

    [Fact]
    public void Logs_of_version_1_and_of_unknown_versions_are_refused()
    {
        LogSample.Write(LogPath, _card.Records(1), cardId: null);
        Assert.Equal(LedgerFaults.LogVersion1, FaultOf(() => Open()).Code);
        LogSample.Write(_folder.PathOf("new.db"), []);
        Change("new.db", "UPDATE properties SET version = 3");
        Assert.Equal(LogFaults.Version, FaultOf(() => Open("new.db")).Code);
    }

    [Fact]
    public void Databases_of_others_and_of_newer_versions_are_refused()
    {
        Change("foreign.db", "CREATE TABLE letters (id integer PRIMARY KEY)");
        Assert.Equal(LogFaults.NotALog, FaultOf(() => Open("foreign.db")).Code);
        Open().Dispose();
        Change("log.db", "UPDATE rootline_schema SET version = 3");
        Assert.Equal(LedgerFaults.Newer, FaultOf(() => Open()).Code);
    }

    [Fact]
    public void Counters_that_never_reached_the_ledger_are_named_and_nothing_is_recorded()
    {
        using var ledger = Open();
        _trip.Answered(ledger, StationTrip.Chip);
        var run = ledger.RecordProof(ledger.Begin(StationTrip.OtherChip), [1], [2]);
        string before = LedgerState.Of(ledger);
        var fault = FaultOf(() => ledger.RecordAnswer(run, [3], _card.Make(4, new byte[32])));
        Assert.Equal(LedgerFaults.LostRecord, fault.Code);
        Assert.Contains("counters 2 and 3 of the card", fault.What, StringComparison.Ordinal);
        Assert.Equal(before, LedgerState.Of(ledger));
        Assert.Equal(RunState.Answered, ledger.RecordAnswerAfterLoss(run, [3], _card.Make(4, new byte[32])).State);
        Assert.Equal(4u, ledger.LastRecord()!.Record.Counter);
    }

    [Fact]
    public void A_card_whose_first_records_are_elsewhere_needs_its_beginning_named()
    {
        var record = _card.Make(5, Enumerable.Repeat((byte)7, 32).ToArray());
        using (var ledger = Open())
        {
            var run = ledger.RecordProof(ledger.Begin(StationTrip.Chip), [1], [2]);
            Assert.Contains("counters 1, 2, 3 and 4", FaultOf(() => ledger.RecordAnswer(run, [3], record)).What, StringComparison.Ordinal);
        }

        var options = Options with { Beginning = new LogBeginning(5, record.StartHash) };
        using var told = StationLedger.Open(LogPath, LogSample.CardId, options, StationTrip.Clock);
        Assert.Equal(1, told.RecordAnswer(told.OpenRuns()[0], [3], record).NxpRow);
    }

    [Fact]
    public void Repeated_and_unchained_records_are_refused()
    {
        using var ledger = Open();
        _trip.Answered(ledger, StationTrip.Chip);
        var last = ledger.LastRecord()!.Record;
        var run = ledger.RecordProof(ledger.Begin(StationTrip.OtherChip), [1], [2]);
        Assert.Equal(LedgerFaults.OldRecord, FaultOf(() => ledger.RecordAnswer(run, [3], last)).Code);
        Assert.Equal(LedgerFaults.BrokenChain, FaultOf(() => ledger.RecordAnswer(run, [3], _card.Make(2, new byte[32]))).Code);
        Assert.Equal(1, ledger.CountRecords());
        Assert.Equal(2, ledger.RecordAnswer(run, [3], _card.Next(last)).NxpRow);
    }

    [Fact]
    public void A_device_record_that_does_not_fit_its_run_is_refused()
    {
        using var ledger = Open();
        var run = ledger.RecordDelivery(ledger.RecordDelivering(_trip.Answered(ledger, StationTrip.Chip)));
        var record = StationTrip.RecordOf(ledger, run, DeviceOutcome.Done);
        DeviceRecord[] wrong =
        [
            record with { Chip = StationTrip.OtherChip },
            record with { CardId = "1" },
            record with { Scheme = "other" },
            record with { NxpRow = 2 },
            record with { Counter = 2 },
            record with { Previous = new string('0', 64) },
        ];
        foreach (var other in wrong)
            Assert.Equal(LedgerFaults.RecordMismatch, FaultOf(() => ledger.Finish(run, other)).Code);
        Assert.Equal(DeviceRecordFaults.Malformed, FaultOf(() => ledger.Finish(run, record with { Operator = new string('x', 200) })).Code);
        Assert.Empty(ledger.DeviceRecords());
        Assert.Equal(RunState.Done, ledger.Finish(run, record).State);
        Assert.Equal(record.Id, ledger.LastDeviceRecordId());
    }

    [Fact]
    public void What_was_not_confirmed_is_never_done()
    {
        using var ledger = Open();
        var run = _trip.Answered(ledger, StationTrip.Chip);
        Assert.Equal(LedgerFaults.Transition, FaultOf(() => ledger.Finish(run, StationTrip.RecordOf(ledger, run, DeviceOutcome.Done))).Code);
        Assert.Empty(ledger.DeviceRecords());
        Assert.Equal(RunState.Spent, ledger.Finish(run, StationTrip.RecordOf(ledger, run, DeviceOutcome.Unconfirmed)).State);
        Assert.Equal(DeviceOutcome.Unconfirmed, Assert.Single(ledger.DeviceRecords()).Outcome);
    }

    [Fact]
    public void A_chip_has_one_open_run()
    {
        using var ledger = Open();
        var run = ledger.Begin(StationTrip.Chip);
        Assert.Equal(LedgerFaults.Transition, FaultOf(() => ledger.Begin(StationTrip.Chip)).Code);
        ledger.Abandon(run, "pulled");
        Assert.Equal(2, ledger.Begin(StationTrip.Chip).Id);
        Assert.Equal(CoreFaults.Defect, FaultOf(() => ledger.Begin("00")).Code);
    }

    private static StationOptions Options => new() { Disk = new OsDisk(), Operator = "ada", Lot = "L-1" };

    private StationLedger Open(string name = "log.db", string card = LogSample.CardId) =>
        StationLedger.Open(_folder.PathOf(name), card, Options, StationTrip.Clock);

    private void Change(string name, string sql)
    {
        using var database = SqliteConnection.Open(_folder.PathOf(name), new() { Access = SqliteAccess.Create });
        database.Execute(sql);
    }

    private static Fault FaultOf(Func<object> action) => Assert.Throws<FaultException>(action).Fault;
}
