using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Proof;

/// <summary>Gaps that the OEM's waivers explain, and waivers that explain nothing.</summary>
public sealed class LogWaiverTests : IDisposable
{
    private const string Card = CertifiedLog.CardId;
    private readonly CertifiedLog _card = new(new SeededEntropy(45));
    private readonly IReadOnlyList<AuditRecord> _records;

    public LogWaiverTests() => _records = _card.Records(8, certificates: 0);

    public void Dispose() => _card.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gap_in_the_middle_is_explained_whether_its_rows_had_ids_or_not(bool idsKept)
    {
        var rows = Without(4, 6, idsKept);
        Assert.Contains(Judge(rows).Faults, f => f.Kind == LogFaultKind.Lost);
        var verdict = Judge(rows, Waiver(4, 6, _records[2].Hash(), _records[6].Hash()));
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        Assert.Equal((5, 5), (verdict.Records, verdict.Verified));
        var gap = Assert.Single(verdict.Explained);
        Assert.Equal((Card, 4u, 6u, "power cut", "anna", "w.json", 3L), (gap.CardId, gap.First, gap.Last, gap.Reason, gap.By, gap.Waiver, gap.Units));
        Assert.EndsWith("0 faults, 1 explained gap; the end was checked against the card's counter", VerdictWords.Summary(verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_of_other_ids_than_counters_stays_an_id_fault()
    {
        List<LogRow> rows = [.. Without(4, 6, idsKept: false).Select(r => r.Id > 3 ? r with { Id = r.Id + 1 } : r)];
        var fault = Assert.Single(Judge(rows, Waiver(4, 6, _records[2].Hash(), _records[6].Hash())).Faults);
        Assert.Equal((5, LogFaultKind.Id), (fault.Row, fault.Kind));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gap_at_the_beginning_is_explained(bool idsKept)
    {
        var rows = Without(1, 2, idsKept);
        var verdict = Judge(rows, Waiver(1, 2, new byte[32], _records[2].Hash()));
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        rows = [.. rows.Select(r => r with { Id = r.Id + 7 })];
        Assert.Equal(LogFaultKind.Id, Assert.Single(Judge(rows, Waiver(1, 2, new byte[32], _records[2].Hash())).Faults).Kind);
    }

    [Fact]
    public void A_gap_at_the_end_is_explained_by_the_cards_counter_and_a_waiver()
    {
        var rows = Without(7, 8, idsKept: true);
        Assert.True(Judge(rows, Waiver(7, 8, _records[5].Hash(), null)).Ok);
        Refused(rows, LogFaultKind.Tail, Waiver(7, 8, _records[5].Hash(), _records[6].Hash()));
        Refused(rows, LogFaultKind.Tail, Waiver(7, 7, _records[5].Hash(), null));
        Refused([], LogFaultKind.Tail, Waiver(1, 8, new byte[32], null));
    }

    [Fact]
    public void A_waiver_that_does_not_fit_the_gap_in_every_part_is_refused()
    {
        var rows = Without(4, 6, idsKept: true);
        byte[] before = _records[2].Hash();
        byte[] after = _records[6].Hash();
        Refused(rows, LogFaultKind.Lost, Waiver(4, 5, before, after));
        Refused(rows, LogFaultKind.Lost, Waiver(3, 6, before, after));
        Refused(rows, LogFaultKind.Lost, Waiver(4, 6, after, after));
        Refused(rows, LogFaultKind.Lost, Waiver(4, 6, before, before));
        Refused(rows, LogFaultKind.Lost, Waiver(4, 6, before, null));
        var verdict = Refused(rows, LogFaultKind.Lost, Waiver(4, 6, before, after, card: "77"));
        Assert.Contains(verdict.Faults, f => f.Kind == LogFaultKind.Waiver && f.Text == "w.json: the waiver for counters 4, 5 and 6 speaks of card 77, whose log is not judged here");
        verdict = Refused(rows, LogFaultKind.Lost, Waiver(4, 6, before, after) with { IsGenuine = false });
        Assert.Contains(verdict.Faults, f => f.Kind == LogFaultKind.Waiver && f.Text == "w.json: the waiver for counters 4, 5 and 6 is not signed by a key that stands for the OEM");
    }

    [Fact]
    public void A_waiver_is_not_needed_and_therefore_refused_where_there_is_no_gap()
    {
        var fault = Assert.Single(Judge(LogSample.Rows(_records), Waiver(4, 6, _records[2].Hash(), _records[6].Hash())).Faults);
        Assert.Equal((0, LogFaultKind.Waiver, "w.json: the waiver for counters 4, 5 and 6 does not fit any gap of the log"), (fault.Row, fault.Kind, fault.Text));
    }

    [Fact]
    public void A_waiver_explains_the_gap_and_nothing_else_of_the_rows_around_it()
    {
        var rows = Without(4, 6, idsKept: true);
        rows[4] = rows[4] with { Signature = LogValue.Blob(new byte[64]) };
        var fault = Assert.Single(Judge(rows, Waiver(4, 6, _records[2].Hash(), _records[6].Hash())).Faults);
        Assert.Equal((8, LogFaultKind.Signature), (fault.Row, fault.Kind));
    }

    [Fact]
    public void Any_of_the_keys_that_stand_for_the_oem_will_do_and_no_other()
    {
        var waiver = Waiver(4, 6, new byte[32], null).Waiver.SignedWith(_card.LogKey, new SeededEntropy(1));
        Assert.True(GivenWaiver.Of("w", waiver, [_card.Oem, _card.LogKey.PublicKey]).IsGenuine);
        Assert.False(GivenWaiver.Of("w", waiver, [_card.Oem]).IsGenuine);
        Assert.False(GivenWaiver.Of("w", waiver with { Last = 7 }, [_card.LogKey.PublicKey]).IsGenuine);
    }

    [Fact]
    public void The_gap_that_a_waiver_is_to_speak_of_is_found_and_no_other()
    {
        var card = Evidence(Without(4, 6, idsKept: true));
        var gap = GapSearch.Find(card, 4, 6).OrThrow();
        Assert.Equal((Card, 4u, 6u, 3L), (gap.CardId, gap.First, gap.Last, gap.Units));
        Assert.Equal(_records[2].Hash(), gap.Before);
        Assert.Equal(_records[6].Hash(), gap.After);
        Assert.Null(GapSearch.Find(card, 9, 9).OrThrow().After);
        Assert.Equal(_records[7].Hash(), GapSearch.Find(card, 9, 12).OrThrow().Before);
        Assert.Equal(new byte[32], GapSearch.Find(Evidence(Without(1, 2, idsKept: true)), 1, 2).OrThrow().Before);
        foreach (var (first, last) in ((uint, uint)[])[(4, 5), (5, 6), (3, 6), (4, 7), (0, 3), (1, 1), (10, 12), (9, 8), (6, 4)])
            Assert.Equal(WaiverFaults.NoGap, GapSearch.Find(card, first, last).Fault?.Code);
        Assert.Equal(WaiverFaults.NoGap, GapSearch.Find(Evidence([]), 1, 1).Fault?.Code);
    }

    private List<LogRow> Without(int first, int last, bool idsKept)
    {
        var rows = LogSample.Rows(_records).Where(r => r.Id < first || r.Id > last);
        return [.. idsKept ? rows : rows.Select((r, i) => r with { Id = i + 1 })];
    }

    private static GivenWaiver Waiver(uint first, uint last, byte[] before, byte[]? after, string card = Card) => new(
        "w.json",
        new()
        {
            CardId = card,
            First = first,
            Last = last,
            Before = before,
            After = after,
            Reason = "power cut",
            By = "anna",
            Time = DateTimeOffset.UnixEpoch,
        },
        IsGenuine: true);

    private LogVerdict Refused(List<LogRow> rows, LogFaultKind kind, GivenWaiver waiver)
    {
        var verdict = Judge(rows, waiver);
        Assert.False(verdict.Ok);
        Assert.Empty(verdict.Explained);
        Assert.Contains(verdict.Faults, f => f.Kind == kind);
        Assert.Contains(verdict.Faults, f => f.Kind == LogFaultKind.Waiver);
        return verdict;
    }

    private LogVerdict Judge(IReadOnlyList<LogRow> rows, params GivenWaiver[] waivers) =>
        LogVerifier.Verify([Evidence(rows) with { ExpectCounter = 8 }], new() { Key = _card.LogKey.PublicKey, Waivers = waivers });

    private static CardEvidence Evidence(IReadOnlyList<LogRow> rows) => new(Card, [new("log.db", Card, rows, [])]);
}
