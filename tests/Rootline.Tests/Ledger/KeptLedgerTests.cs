using Rootline.Core.Disks;
using Rootline.Core.Power;
using Rootline.Formats.Files;
using Rootline.Formats.Records;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;
using Rootline.Ledger.Station;
using Rootline.Proof.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Rootline.TestSupport.Power;
using Xunit;

namespace Rootline.Tests.Ledger;

/// <summary>Ledgers of released schemas; they load for ever.</summary>
public sealed class KeptLedgerTests
{
    private static readonly string Folder = RepositoryRoot.PathOf("tests/vectors/nxp/log");
    private static readonly string Kept = Path.Combine(Folder, "station-schema-1.db");

    [Fact]
    public void The_log_of_schema_1_verifies()
    {
        byte[] pem = File.ReadAllBytes(RepositoryRoot.PathOf("tests/vectors/nxp/log/log_puk.pem"));
        using var key = KeyFile.ReadPublic(pem).OrThrow();
        using var log = LogReader.Open(Kept, new OsDisk());
        Assert.Equal("20260001", log.CardId);
        var verdict = LogVerifier.Verify(log, new() { Key = key, ExpectCounter = 2 });
        Assert.True(verdict.Ok);
        Assert.Equal(2, verdict.Verified);
    }

    [Fact]
    public void The_ledger_of_schema_1_opens_and_goes_on()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("log.db");
        File.Copy(Kept, path);
        using var ledger = StationLedger.Open(path, "20260001", new() { Disk = new OsDisk() }, StationTrip.Clock);
        Assert.Equal([RunState.Done], ledger.RunsOf(StationTrip.Chip).Select(r => r.State));
        Assert.Equal([RunState.Abandoned, RunState.Spent], ledger.RunsOf(StationTrip.OtherChip).Select(r => r.State));
        Assert.Equal(["fae4f3469afcfe1a443ba500cd0cdc2704f1ea51d2f898bc0f681c3fbf3a6e4b", "80ceef168fb0acc66854b741905427f4b7c8dd5b9b9287b261b4691bec3d4c64"], ledger.DeviceRecords().Select(d => d.Id));
        Assert.Equal(4, ledger.Begin(StationTrip.Chip).Id);
    }

    [Theory]
    [InlineData("station-schema-1-open.db")]
    [InlineData("station-schema-2.db")]
    public void A_kept_ledger_opens_with_its_open_runs_and_what_may_be_with_the_chip_is_called_so(string name)
    {
        using var folder = new TempFolder();
        string path = Copy(folder, name);
        using var ledger = StationLedger.Open(path, LogSample.CardId, new() { Disk = new OsDisk() }, StationTrip.Clock);
        Assert.Equal(
            [(2, RunState.Started), (3, RunState.Delivering), (4, RunState.Delivered), (6, RunState.Proved)],
            ledger.OpenRuns().Where(r => r.Refusal is null).Select(r => (r.Id, r.State)));
        Assert.Equal(4u, Assert.Single(ledger.RunsOf(new string('5', 32))).LostUnit);
        Assert.Null(Assert.Single(ledger.RunsOf(new string('1', 32))).LostUnit);
        var run = ledger.RecordDelivery(ledger.OpenRuns()[1]);
        Assert.Equal(RunState.Done, ledger.Finish(run, StationTrip.RecordOf(ledger, run, DeviceOutcome.Done) with { Counter = 2 }).State);
        Assert.DoesNotContain(ledger.OpenRuns(), r => r.Id == run.Id);
    }

    [Fact]
    public void A_ledger_of_schema_2_keeps_a_refusal()
    {
        using var folder = new TempFolder();
        using var ledger = StationLedger.Open(Copy(folder, "station-schema-2.db"), LogSample.CardId, new() { Disk = new OsDisk() }, StationTrip.Clock);
        var refused = Assert.Single(ledger.OpenRuns(), r => r.Refusal is not null);
        Assert.Equal((7, RunState.Delivering, "80023"), (refused.Id, refused.State, refused.Refusal));
    }

    [Fact]
    public void Both_kept_journals_are_read_as_a_station_would_leave_them_and_stay_as_they_are()
    {
        foreach (string name in (string[])["station-schema-1-open.db", "station-schema-2.db"])
        {
            using var folder = new TempFolder();
            string path = Copy(folder, name);
            using (var journal = JournalLog.Open(path, new OsDisk()))
            {
                Assert.True(journal.HasRuns);
                Assert.Equal(
                    [(1, RunState.Done, 1L, null), (2, RunState.Started, null, null), (3, RunState.Delivering, 2, null), (4, RunState.Delivered, 3, null), (5, RunState.Spent, null, 4u), (6, RunState.Proved, null, null)],
                    journal.Runs().Take(6).Select(r => ((int)r.Id, r.State, r.NxpRow, r.LostUnit)));
                Assert.All(journal.Runs(), r => Assert.Null(r.Answer));
            }

            Assert.Equal([path], Directory.GetFiles(folder.Folder));
            Assert.Equal(File.ReadAllBytes(Path.Combine(Folder, name)), File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Open_runs_are_found_by_their_index()
    {
        using var folder = new TempFolder();
        string path = Copy(folder, "station-schema-1-open.db");
        StationLedger.Open(path, LogSample.CardId, new() { Disk = new OsDisk() }, StationTrip.Clock).Dispose();
        using var database = SqliteConnection.Open(path, new() { Access = SqliteAccess.Read });
        using var index = database.Prepare("SELECT sql FROM sqlite_master WHERE name = 'rootline_runs_open'");
        Assert.True(index.Step());
        string condition = index.Text(0)!.Split(" WHERE ")[1];
        using var plan = database.Prepare($"EXPLAIN QUERY PLAN SELECT * FROM rootline_runs WHERE {condition} ORDER BY id");
        Assert.True(plan.Step());
        Assert.Contains("rootline_runs_open", plan.Text(3), StringComparison.Ordinal);
        Assert.False(plan.Step(), "the query sorts");
    }

    [Fact]
    public void A_migration_that_was_cut_at_any_operation_left_the_old_ledger_or_the_new_one()
    {
        byte[] kept = File.ReadAllBytes(Path.Combine(Folder, "station-schema-1-open.db"));
        var delivered = new SimulatedDisk(new("delivery"));
        delivered.Replace("/log.db", kept);
        var whole = delivered.Snapshot(new("station") { Records = true });
        Assert.True(Opens(whole));
        int cases = 0;
        foreach (var operation in whole.Domain.Trace)
        {
            foreach (var survival in Enum.GetValues<Survival>())
            {
                var disk = delivered.Snapshot(new("station"));
                disk.Domain.Arm(new(operation.Index, CutMoment.After, 0, survival));
                Opens(disk);
                Assert.True(Opens(disk.AfterPowerLoss(new("station"))), $"cut after {operation}");
                cases++;
            }
        }

        Assert.True(cases > 20, $"only {cases} cuts");
    }

    private static bool Opens(SimulatedDisk disk)
    {
        using var vfs = new PowerCutVfs(disk);
        try
        {
            using var ledger = StationLedger.Open("/log.db", LogSample.CardId, new() { Disk = disk, Vfs = vfs.Vfs }, StationTrip.Clock);
            return ledger.OpenRuns().Select(r => r.State).SequenceEqual([RunState.Started, RunState.Delivering, RunState.Delivered, RunState.Proved]);
        }
        catch (PowerLostException)
        {
            return false;
        }
    }

    private static string Copy(TempFolder folder, string name)
    {
        string path = folder.PathOf("log.db");
        File.Copy(Path.Combine(Folder, name), path);
        return path;
    }
}
