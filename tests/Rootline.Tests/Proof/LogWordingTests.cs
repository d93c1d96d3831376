using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Proof;

/// <summary>What exactly the verdict says at the edges of a log: beginnings, ends, seams, single units, rows that cannot be read.</summary>
public sealed class LogWordingTests : IDisposable
{
    private const string Card = CertifiedLog.CardId;
    private readonly CertifiedLog _card = new(new SeededEntropy(47));
    private readonly IReadOnlyList<AuditRecord> _records;

    public LogWordingTests() => _records = _card.Records(5, certificates: 0);

    public void Dispose() => _card.Dispose();

    [Fact]
    public void An_unreadable_counter_is_a_fault_of_its_row_and_not_of_the_next()
    {
        var rows = Rows();
        rows[1] = rows[1] with { Counter = LogValue.Blob([2]) };
        var verdict = Judge(rows);
        Assert.Contains(verdict.Faults, f => f is { Row: 2, Kind: LogFaultKind.Column });
        Assert.DoesNotContain(verdict.Faults, f => f.Kind is LogFaultKind.Counter or LogFaultKind.Lost);
        Assert.Contains(verdict.Faults, f => f is { Row: 3, Kind: LogFaultKind.Chain, Text: "the start hash is not the hash of row 2" });
    }

    [Fact]
    public void A_log_longer_than_the_cards_counter_says_both_numbers()
    {
        var fault = Assert.Single(Judge(Rows(), expect: 3).Faults);
        Assert.Equal((5, 5u, LogFaultKind.Tail, "the last record has counter 5, the card says 3"), (fault.Row, fault.Counter!.Value, fault.Kind, fault.Text));
    }

    [Fact]
    public void A_waiver_for_units_that_do_not_exist_does_not_explain_an_end()
    {
        var backwards = Judge(Rows(), expect: 3, Waiver(6, 3, _records[4].Hash()));
        Assert.Contains(backwards.Faults, f => f.Kind == LogFaultKind.Tail);
        Assert.Empty(backwards.Explained);
        var empty = Judge([], expect: 2, Waiver(1, 2, []));
        Assert.Contains(empty.Faults, f => f is { Kind: LogFaultKind.Tail, Text: "counters 1 and 2 of the card missing at the end" });
        Assert.Empty(empty.Explained);
    }

    [Theory]
    [InlineData(2, "the log begins with row 3: rows 1 and 2 missing")]
    [InlineData(1, "the log begins with row 2: row 1 missing")]
    [InlineData(-1, "the log begins with row 0, not 1")]
    [InlineData(-3, "the log begins with row -2, not 1")]
    public void A_first_row_with_another_id_is_named_with_what_is_missing(int shift, string text)
    {
        var fault = Assert.Single(Judge([.. Rows().Select(r => r with { Id = r.Id + shift })]).Faults);
        Assert.Equal((1 + shift, LogFaultKind.Id, text), (fault.Row, fault.Kind, fault.Text));
    }

    [Fact]
    public void A_wrong_first_start_hash_is_held_against_zero_or_against_the_one_named()
    {
        var rows = Rows()[2..];
        Assert.Contains(Judge(rows).Faults, f => f is { Row: 3, Kind: LogFaultKind.First, Text: "the first record's start hash is not zero" });
        var named = LogVerifier.Verify(rows, new() { Key = _card.LogKey.PublicKey, BeginsAt = new(3, new byte[32]) });
        Assert.Contains(named.Faults, f => f is { Row: 3, Kind: LogFaultKind.First, Text: "the first record's start hash is not the one named" });
    }

    [Fact]
    public void Warnings_about_a_file_stand_in_its_verdict()
    {
        var verdict = LogVerifier.Verify(Rows(), new() { Key = _card.LogKey.PublicKey }, ["the file is odd"]);
        Assert.Equal(2, verdict.Warnings.Count);
        Assert.Equal("the file is odd", verdict.Warnings[0]);
        Assert.StartsWith("the end of the log is not proved: ", verdict.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_log_ends_with_no_hash_and_may_stand_beside_others_of_its_card()
    {
        Assert.Empty(Assert.Single(Judge([]).Logs).EndHash);
        var card = Assert.Single(CardEvidence.Arrange([new("full", Card, Rows(), []), new("empty", Card, [], [])]));
        Assert.Equal(["empty", "full"], card.Logs.Select(l => l.Name));
    }

    [Fact]
    public void Of_several_repeated_chips_the_first_is_named()
    {
        var rows = Rows();
        for (int row = 1; row <= 2; row++)
            rows[row] = rows[row] with { NxpCertificate = rows[0].NxpCertificate };
        Assert.Contains(Judge(rows).Warnings, w => w.StartsWith("2 of the records repeat a chip, the first in row 2: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gap_of_one_unit_is_a_gap()
    {
        var rows = Rows();
        rows.RemoveAt(2);
        var gap = GapSearch.Find(new(Card, [new("log", Card, rows, [])]), 3, 3).OrThrow();
        Assert.Equal((3u, 3u, 1L), (gap.First, gap.Last, gap.Units));
        Assert.Equal(_records[3].Hash(), gap.After);
    }

    private static GivenWaiver Waiver(uint first, uint last, byte[] before) => new(
        "w.json",
        new() { CardId = Card, First = first, Last = last, Before = before, After = null, Reason = "lost", By = "anna", Time = DateTimeOffset.UnixEpoch },
        IsGenuine: true);

    private List<LogRow> Rows() => [.. LogSample.Rows(_records)];

    private LogVerdict Judge(IReadOnlyList<LogRow> rows, uint? expect = null, params GivenWaiver[] waivers) => LogVerifier.Verify(
        [new CardEvidence(Card, [new("log", Card, rows, [])]) { ExpectCounter = expect }],
        new() { Key = _card.LogKey.PublicKey, Waivers = waivers });
}
