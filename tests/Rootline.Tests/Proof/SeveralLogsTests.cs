using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;
using Rootline.Proof.Log;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Proof;

/// <summary>Several logs of one card, logs of several cards, and the order that they fill together.</summary>
public sealed class SeveralLogsTests : IDisposable
{
    private readonly CertifiedLog _card = new(new SeededEntropy(46));
    private readonly IReadOnlyList<AuditRecord> _records;

    public SeveralLogsTests() => _records = _card.Records(9, certificates: 0);

    public void Dispose() => _card.Dispose();

    [Fact]
    public void Logs_of_one_card_are_joined_in_the_order_of_their_counters()
    {
        var verdict = Judge(Log("c", "1", 7, 9), Log("a", "1", 1, 3), Log("b", "1", 4, 6));
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        Assert.Equal(["a", "b", "c"], verdict.Logs.Select(l => l.Name));
        Assert.Equal([(3L, 1u, 3u), (3L, 4u, 6u), (3L, 7u, 9u)], verdict.Logs.Select(l => (l.Records, l.First!.Value, l.Last!.Value)));
        Assert.Equal(_records[8].Hash(), verdict.Logs[2].EndHash);
        Assert.Equal(9, verdict.Verified);
    }

    [Fact]
    public void Ids_may_go_on_or_begin_anew_at_a_seam_and_nowhere_else()
    {
        Assert.True(Judge(Log("a", "1", 1, 3), Renamed(Log("b", "1", 4, 6), 3)).Ok);
        var fault = Assert.Single(Judge(Log("a", "1", 1, 3), Renamed(Log("b", "1", 4, 6), 9)).Faults);
        Assert.Equal((10, LogFaultKind.Id, "the log begins with row 10, not 1", "b"), (fault.Row, fault.Kind, fault.Text, fault.Log));
        LogRow[] twice = [.. Log("a", "1", 1, 2).Rows, .. Log("a", "1", 3, 4).Rows];
        Assert.Contains(Judge(new LogSource("a", "1", twice, [])).Faults, f => f.Kind == LogFaultKind.Id);
    }

    [Fact]
    public void A_missing_log_an_overlap_and_a_splice_are_named_with_the_log()
    {
        var missing = Judge(Log("a", "1", 1, 3), Log("c", "1", 7, 9)).Faults;
        Assert.Contains(missing, f => f is { Row: 1, Counter: 7, Kind: LogFaultKind.Lost, Log: "c", Text: "counters 4, 5 and 6 missing before it" });
        Assert.Contains(missing, f => f is { Kind: LogFaultKind.Chain, Log: "c", Text: "the start hash is not the hash of row 3, the last of the log before" });
        Assert.Contains(Judge(Log("a", "1", 1, 5), Log("b", "1", 4, 9)).Faults, f => f is { Kind: LogFaultKind.Counter, Log: "b", Row: 1 });
        var other = LogSample.Rows(_card.Records(9, 0, firstChip: 100));
        var spliced = new LogSource("b", "1", [.. other.Skip(3)], []);
        Assert.Contains(Judge(Log("a", "1", 1, 3), spliced).Faults, f => f is { Kind: LogFaultKind.Chain, Log: "b" });
    }

    [Fact]
    public void Each_card_is_judged_from_its_own_beginning_to_its_own_counter()
    {
        var second = _card.Records(2, 0, firstChip: 50);
        var log = new LogSource("z", "2", LogSample.Rows(second), []);
        var cards = CardEvidence.Arrange([Log("a", "1", 1, 9), log]).Select(c => c with { ExpectCounter = c.CardId == "1" ? 9u : 2u }).ToList();
        var verdict = LogVerifier.Verify(cards, Policy());
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        Assert.True(verdict.EndChecked);
        Assert.Equal(11, verdict.Records);
        cards[1] = cards[1] with { ExpectCounter = 3 };
        var fault = Assert.Single(LogVerifier.Verify(cards, Policy()).Faults);
        Assert.Equal((LogFaultKind.Tail, "z"), (fault.Kind, fault.Log));
        cards[1] = cards[1] with { ExpectCounter = null };
        var open = LogVerifier.Verify(cards, Policy());
        Assert.False(open.EndChecked);
        Assert.StartsWith("card 2: the end of the log is not proved", Assert.Single(open.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_on_two_cards_is_found()
    {
        var again = LogSample.Rows(_card.Records(1, 0, firstChip: 4));
        var cards = CardEvidence.Arrange([Log("a", "1", 1, 9), new LogSource("z", null, again, ["beware"])]);
        Assert.Equal("the card that no log names", cards[1].Label);
        var verdict = LogVerifier.Verify(cards, Policy() with { Ordered = 10 });
        var fault = Assert.Single(verdict.Faults, f => f.Kind == LogFaultKind.Duplicate);
        Assert.Equal(("z", 1), (fault.Log, fault.Row));
        Assert.EndsWith(" stands in row 4 of a already", fault.Text, StringComparison.Ordinal);
        Assert.Contains("z: beware", verdict.Warnings);
    }

    [Fact]
    public void Good_units_and_units_lost_with_a_reason_make_the_order()
    {
        Assert.True(Order(9, null).Ok);
        var fault = Assert.Single(Order(10, null).Faults);
        Assert.Equal((0, LogFaultKind.Order, "9 good and 0 lost with a reason make 9, ordered were 10"), (fault.Row, fault.Kind, fault.Text));
        var word = Word((3, DeviceOutcome.Spent), (5, DeviceOutcome.Unconfirmed), (6, DeviceOutcome.Done));
        var verdict = Order(9, word);
        Assert.Equal(new OrderBalance(9, 7, 0, 1, 1), verdict.Order);
        Assert.Equal("7 good and 1 lost with a reason make 8, ordered were 9; 1 more are unconfirmed", Assert.Single(verdict.Faults).Text);
        Assert.True(Order(8, word).Ok);
    }

    [Fact]
    public void A_row_with_a_fault_is_not_good()
    {
        var rows = LogSample.Rows(_records).ToList();
        rows[8] = rows[8] with { Signature = LogValue.Blob(new byte[64]) };
        var verdict = LogVerifier.Verify([new("1", [new("a", "1", rows, [])])], Policy() with { Ordered = 9 });
        Assert.Equal(new OrderBalance(9, 8, 0, 0, 0), verdict.Order);
    }

    [Fact]
    public void Waived_units_are_lost_with_a_reason()
    {
        var waiver = new LogWaiver { CardId = "1", First = 4, Last = 6, Before = _records[2].Hash(), After = _records[6].Hash(), Reason = "r", By = "b", Time = default };
        var rows = LogSample.Rows(_records).Where(r => r.Id is < 4 or > 6).ToList();
        var verdict = LogVerifier.Verify(
            [new("1", [new("a", "1", rows, [])])], Policy() with { Ordered = 9, Waivers = [new("w", waiver, true)] });
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        Assert.Equal((new OrderBalance(9, 6, 3, 0, 0), 3L), (verdict.Order, verdict.Order!.Lost));
    }

    [Fact]
    public void A_chip_may_come_again_after_a_unit_that_the_station_calls_spent()
    {
        var first = _card.Make(1, new byte[32], chip: 1, certificates: 0);
        var second = _card.Make(2, first.Hash(), chip: 1, certificates: 0);
        var evidence = new CardEvidence("1", [new("a", "1", LogSample.Rows([first, second]), [])]);
        Assert.Contains(LogVerifier.Verify([evidence], Policy() with { Ordered = 2 }).Faults, f => f.Kind == LogFaultKind.Duplicate);
        var spent = evidence with { Station = Word((1, DeviceOutcome.Spent), (2, DeviceOutcome.Done)) };
        var verdict = LogVerifier.Verify([spent], Policy() with { Ordered = 2 });
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        Assert.Equal(new OrderBalance(2, 1, 0, 1, 0), verdict.Order);
        var unsure = evidence with { Station = Word((1, DeviceOutcome.Unconfirmed), (2, DeviceOutcome.Done)) };
        Assert.Contains(LogVerifier.Verify([unsure], Policy() with { Ordered = 2 }).Faults, f => f.Kind == LogFaultKind.Duplicate);
    }

    [Fact]
    public void The_stations_last_word_on_a_unit_counts()
    {
        var word = Word((1, DeviceOutcome.Unconfirmed), (2, DeviceOutcome.Spent), (null, DeviceOutcome.Spent), (1, DeviceOutcome.Done));
        Assert.Null(word.OutcomeOf(1));
        Assert.Equal(DeviceOutcome.Spent, word.OutcomeOf(2));
        Assert.Null(word.OutcomeOf(null));
        Assert.Null(word.OutcomeOf(3));
        Assert.Equal((4, 1, 2, 1), (word.Records, word.Done, word.Spent, word.Unconfirmed));
        Assert.Equal((DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(3)), (word.From, word.To));
        Assert.Equal(["anna"], word.Operators);
        Assert.Equal(["L1"], word.Lots);
    }

    internal static StationWord Word(params (uint? Counter, DeviceOutcome Outcome)[] units)
    {
        var word = new StationWord();
        foreach (var (counter, outcome) in units)
        {
            word.Hear(new()
            {
                Scheme = DeviceRecord.NxpTrustProvisioning,
                Chip = new string('0', 32),
                Inputs = [],
                Steps = [],
                Outcome = outcome,
                CardId = "1",
                Counter = counter,
                NxpRow = null,
                Operator = word.Records == 0 ? "" : "anna",
                Lot = "L1",
                Time = DateTimeOffset.UnixEpoch.AddSeconds(word.Records),
                Previous = null,
            });
        }

        return word;
    }

    private LogVerdict Order(long ordered, StationWord? word) =>
        LogVerifier.Verify([new("1", [Log("a", "1", 1, 9)]) { Station = word }], Policy() with { Ordered = ordered });

    private LogPolicy Policy() => new() { Key = _card.LogKey.PublicKey };

    private LogSource Log(string name, string card, int first, int last) =>
        new(name, card, LogSample.Rows([.. _records.Take(last).Skip(first - 1)]), []);

    private static LogSource Renamed(LogSource log, int by) => log with { Rows = [.. log.Rows.Select(r => r with { Id = r.Id + by })] };

    private LogVerdict Judge(params LogSource[] logs) => LogVerifier.Verify(CardEvidence.Arrange(logs), Policy());
}
