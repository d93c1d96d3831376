using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.Core.Disks;
using Rootline.Ledger.Sqlite;
using Rootline.Ledger.Station;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class LogReconcileCommandTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void When_every_device_is_done_it_ends_zero_and_changes_nothing()
    {
        _factory.Prepare();
        _factory.Demand("line run -c line.yaml");
        string[] before = Contents();
        string output = _factory.Demand("log reconcile -c line.yaml").Output;
        Assert.Matches(@"(?m)^1 +1 +[0-9a-f]{32} 1 +done +- +done$", output);
        Assert.EndsWith("1 done, 0 recorded, 0 pending, 0 lost; the end was checked against the card's counter\n", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^1 +1 +[0-9a-f]{32} 1 +done +closed +done$", _factory.Demand("log reconcile -c line.yaml --with-chips").Output);
        Assert.Equal(before, Contents());
        Assert.Contains("counter  1\n", _factory.Demand("card counters -c line.yaml").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pending_unit_ends_five_and_its_command_finishes_it()
    {
        StopAt("6 give wrapped data to chip");
        var run = _factory.Words("log reconcile -c line.yaml --json");
        Assert.Equal(5, run.Exit);
        Assert.Contains("\"code\":\"units-pending\"", run.Error, StringComparison.Ordinal);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(
            ["log", "verdict", "endChecked", "done", "recorded", "pending", "lost", "units", "idle", "contradictions", "notes"],
            json.EnumerateObject().Select(p => p.Name));
        string next = Assert.Single(json.GetProperty("units").EnumerateArray()).GetProperty("next").GetString()!;
        Assert.StartsWith("rootline ", next, StringComparison.Ordinal);
        _factory.Demand(next["rootline ".Length..]);
        _factory.Demand("log reconcile -c line.yaml");
    }

    [Fact]
    public void A_settled_unit_is_lost_and_ends_four()
    {
        StopAt("6 give wrapped data to chip");
        string[] settle = ["line", "settle", "-c", "line.yaml", "--unit", "1", "--as", "spent", "--operator", "anna", "--reason", "scrapped", "--although-it-could-be-finished", "--yes"];
        Assert.Equal(0, _factory.Run(settle).Exit);
        var run = _factory.Words("log reconcile -c line.yaml");
        Assert.Equal(4, run.Exit);
        Assert.Contains("settled as spent by anna: scrapped", run.Output, StringComparison.Ordinal);
        Assert.Contains("code: units-lost (card)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_card_and_with_a_log_alone_the_end_is_not_proved()
    {
        _factory.Prepare();
        using (var ledger = StationLedger.Open(_factory.PathOf("log.db"), "42", new() { Disk = new OsDisk() }, TimeProvider.System))
            ledger.RecordProof(ledger.Begin(new string('a', 32)), [1], [2]);
        var known = _factory.Words("log reconcile -c line.yaml");
        Assert.Equal(0, known.Exit);
        Assert.Contains("proved     -           no unit\n", known.Output, StringComparison.Ordinal);
        File.Delete(_factory.PathOf("card.bin"));
        foreach (string command in (string[])["log reconcile -c line.yaml --without-card", "log reconcile -l log.db"])
        {
            var run = _factory.Words(command);
            Assert.Equal(5, run.Exit);
            Assert.Contains("only the card knows whether it counted a unit for it", run.Output, StringComparison.Ordinal);
            Assert.Contains("the end is not proved", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_export_has_no_journal_and_its_units_are_recorded()
    {
        _factory.Prepare();
        _factory.Demand("line run -c line.yaml");
        _factory.Demand("log export -l log.db -o hand.db");
        Assert.Contains("0 done, 1 recorded, 0 pending, 0 lost", _factory.Demand("log reconcile -l hand.db").Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_factory.PathOf("hand.db.lock")));
    }

    [Fact]
    public void A_transaction_that_was_cut_off_is_left_out_and_left_where_it_is()
    {
        _factory.Prepare();
        _factory.Demand("line run -c line.yaml");
        TearTransaction();
        Assert.Contains("database-hot-journal", _factory.Words("log verify -l log.db -k oem/log_puk.pem").Error, StringComparison.Ordinal);
        string[] before = Contents();
        Assert.Contains("1 done, 0 recorded, 0 pending, 0 lost", _factory.Demand("log reconcile -c line.yaml").Output, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void Another_cards_log_an_older_card_and_a_working_station_are_refused()
    {
        _factory.Prepare(chips: 2);
        File.Copy(_factory.PathOf("card.bin"), _factory.PathOf("old.bin"));
        Directory.CreateDirectory(_factory.PathOf("old"));
        foreach (string file in Directory.GetFiles(_factory.PathOf("keys")))
            File.Copy(file, Path.Combine(_factory.PathOf("old"), Path.GetFileName(file)));
        _factory.WriteLine("chip: chip-1.bin");
        _factory.Demand("line run -c line.yaml");
        using (new OsDisk().TryLock(_factory.PathOf("log.db.lock")))
            Refused("log reconcile -c line.yaml", "ledger-in-use", 2);
        _factory.WriteLine("chip: chip-1.bin", "tp_device_parameter: {card: old.bin, keys: old}");
        Refused("log reconcile -c line.yaml", "units-contradicted", 3);
        _factory.Demand("card make --file other.bin --keys keys --vendor vendor --serial 43");
        _factory.WriteLine("chip: chip-1.bin", "tp_device_parameter: {card: other.bin, keys: keys}");
        Refused("log reconcile -c line.yaml", "ledger-other-card", 2);
        Refused("log reconcile -l nothing.db", "file-missing", 2);
        Refused("log reconcile", "usage", 2);
        Refused("log reconcile -l log.db --with-chips", "usage", 2);
    }

    private void Refused(string command, string code, int exit)
    {
        var run = _factory.Words(command);
        Assert.Equal(exit, run.Exit);
        Assert.Contains($"code: {code} (", run.Error, StringComparison.Ordinal);
    }

    // As a station leaves its file that is killed while it commits.
    private void TearTransaction()
    {
        string log = _factory.PathOf("log.db");
        string torn = _factory.PathOf("torn.db");
        using (var database = SqliteConnection.Open(log, new() { Access = SqliteAccess.Write }))
        {
            // A small cache makes SQLite write pages before the commit.
            database.Execute("PRAGMA cache_size=1");
            database.Execute("BEGIN IMMEDIATE");
            for (int i = 0; i < 50; i++)
                database.Execute("INSERT INTO records (nxp_cert) VALUES (zeroblob(3000))");
            File.Copy(log, torn);
            File.Copy(log + "-journal", torn + "-journal");
        }

        File.Move(torn, log, overwrite: true);
        File.Move(torn + "-journal", log + "-journal");
    }

    private string[] Contents() =>
        [.. Directory.GetFiles(_factory.Folder, "log.db*").Order(StringComparer.Ordinal).Select(f => $"{f} {Convert.ToHexString(File.ReadAllBytes(f))}")];

    private void StopAt(string step)
    {
        _factory.Prepare();
        using var source = new CancellationTokenSource();
        using var error = new Tripwire($"chip.bin: {step}\"", source.Cancel);
        CliRun.Of(AllCommands.List, CliRun.Watched(_factory.Folder, error, source.Token), "line", "run", "-c", "line.yaml", "--json");
        Assert.True(source.IsCancellationRequested);
    }
}
