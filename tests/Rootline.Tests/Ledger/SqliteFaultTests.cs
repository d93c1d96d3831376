using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;
using Rootline.Ledger.Station;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Rootline.TestSupport.Power;
using Xunit;

namespace Rootline.Tests.Ledger;

public sealed class SqliteFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogSample _card = new();

    private string LogPath => _folder.PathOf("log.db");

    public void Dispose()
    {
        _folder.Dispose();
        _card.Dispose();
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(LogPath, new string('x', 5000));
        Assert.Equal(SqliteFaults.NotADatabase, FaultOf(OpenLedger).Code);
        Assert.Equal(SqliteFaults.NotADatabase, FaultOf(OpenReader).Code);
    }

    [Fact]
    public void A_damaged_database_is_refused()
    {
        LogSample.Write(LogPath, _card.Records(40));
        byte[] bytes = File.ReadAllBytes(LogPath);
        bytes.AsSpan(4096, 8192).Fill(0xEE);
        File.WriteAllBytes(LogPath, bytes);
        Assert.Equal(SqliteFaults.Corrupt, FaultOf(() =>
        {
            using var log = LogReader.Open(LogPath, new OsDisk());
            return log.Rows().Count();
        }).Code);
    }

    [Fact]
    public void Truncations_of_a_log_are_refused()
    {
        LogSample.Write(LogPath, _card.Records(4));
        byte[] bytes = File.ReadAllBytes(LogPath);
        for (int length = 0; length < bytes.Length; length += 509)
        {
            string path = _folder.PathOf($"cut-{length}.db");
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Throws<FaultException>(() =>
            {
                using var log = LogReader.Open(path, new OsDisk());
                return log.Rows().Count();
            });
        }
    }

    [Fact]
    public void A_missing_file_and_a_missing_folder_are_named()
    {
        Assert.Equal(DiskFaults.Missing, FaultOf(OpenReader).Code);
        Assert.False(File.Exists(LogPath));
        string path = _folder.PathOf("no/log.db");
        Assert.Equal(SqliteFaults.CannotOpen, FaultOf(() => SqliteConnection.Open(path, new() { Access = SqliteAccess.Create })).Code);
    }

    [Fact]
    public void A_missing_library_names_its_package()
    {
        var fault = FaultOf(() =>
        {
            SqliteLibrary.Demand("libsqlite3-absent.so.0");
            return 0;
        });
        Assert.Equal(SqliteFaults.NotInstalled, fault.Code);
        Assert.Contains("libsqlite3-0", fault.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_another_program_holds_is_named_and_usable_afterwards()
    {
        var options = new StationOptions { Disk = new OsDisk(), BusyWait = TimeSpan.FromMilliseconds(1) };
        using var ledger = StationLedger.Open(LogPath, LogSample.CardId, options, StationTrip.Clock);
        using (var other = SqliteConnection.Open(LogPath, new() { Access = SqliteAccess.Write }))
        {
            other.Execute("BEGIN IMMEDIATE");
            Assert.Equal(SqliteFaults.Locked, FaultOf(() => ledger.Begin(StationTrip.Chip)).Code);
            other.Execute("ROLLBACK");
        }

        Assert.Equal(1, ledger.Begin(StationTrip.Chip).Id);
    }

    [Fact]
    public void A_full_disk_leaves_nothing_half_written_and_the_ledger_goes_on_when_there_is_space()
    {
        var disk = new SimulatedDisk(new("station"));
        using var vfs = new PowerCutVfs(disk);
        using var ledger = StationLedger.Open("/log.db", LogSample.CardId, new() { Disk = disk, Vfs = vfs.Vfs }, StationTrip.Clock);
        var run = ledger.RecordProof(ledger.Begin(StationTrip.Chip), [1], [2]);
        string before = LedgerState.Of(ledger);
        long used = disk.Paths.Sum(p => (long)disk.ReadAll(p).Length);
        var answer = new byte[20_000];
        for (long free = 0; free < answer.Length; free += 1000)
        {
            disk.Capacity = used + free;
            Assert.Equal(DiskFaults.Full, FaultOf(() => ledger.RecordAnswer(run, answer, _card.Next(null))).Code);
            Assert.Equal(before, LedgerState.Of(ledger));
        }

        disk.Capacity = long.MaxValue;
        Assert.Equal(RunState.Answered, ledger.RecordAnswer(run, answer, _card.Next(null)).State);
    }

    [Fact]
    public void After_a_failure_that_leaves_a_doubt_the_ledger_is_not_written_again()
    {
        var disk = new SimulatedDisk(new("station"));
        using var vfs = new PowerCutVfs(disk);
        // Without the hook the power cut looks like any failing disk.
        var failing = new SqliteVfs(vfs.Vfs.Name);
        using var ledger = StationLedger.Open("/log.db", LogSample.CardId, new() { Disk = disk, Vfs = failing }, StationTrip.Clock);
        disk.Domain.Off();
        Assert.Equal(Party.Station, FaultOf(() => ledger.Begin(StationTrip.Chip)).Code.Party);
        Assert.Equal(LedgerFaults.Unusable, FaultOf(() => ledger.Begin(StationTrip.Chip)).Code);
    }

    private StationLedger OpenLedger() =>
        StationLedger.Open(LogPath, LogSample.CardId, new() { Disk = new OsDisk() }, StationTrip.Clock);

    private LogReader OpenReader() => LogReader.Open(LogPath, new OsDisk());

    private static Fault FaultOf(Func<object> action) => Assert.Throws<FaultException>(action).Fault;

    private static Fault FaultOf<T>(Func<T> action) where T : struct => Assert.Throws<FaultException>(() => { action(); }).Fault;
}
