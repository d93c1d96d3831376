using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Proof;

public sealed class LogVerifierTests : IDisposable
{
    private readonly LogSample _card = new();

    public void Dispose() => _card.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_whole_log_verifies_with_signatures_in_either_form(bool der)
    {
        var verdict = Verify(LogSample.Rows(_card.Records(5, der)), expect: 5);
        Assert.True(verdict.Ok);
        Assert.Equal((5, 5, true), (verdict.Records, verdict.Verified, verdict.EndChecked));
        Assert.Empty(verdict.Faults);
        Assert.Empty(verdict.Warnings);
    }

    [Fact]
    public void An_end_that_was_not_compared_is_said_to_be_unproved()
    {
        var verdict = Verify(LogSample.Rows(_card.Records(2)));
        Assert.True(verdict.Ok);
        Assert.False(verdict.EndChecked);
        Assert.Single(verdict.Warnings);
    }

    [Fact]
    public void Every_changed_byte_of_a_record_is_found_in_its_row() => LogTampering.Bytes(Rows(3), _card.PublicKey);

    [Fact]
    public void Every_emptied_column_is_found_in_its_row() => LogTampering.Emptying(Rows(3), _card.PublicKey);

    [Fact]
    public void Every_changed_order_of_rows_is_found_and_named() => LogTampering.Order(Rows(4), _card.PublicKey);

    [Fact]
    public void No_records_are_no_proof()
    {
        var verdict = Verify([]);
        Assert.False(verdict.Ok);
        Assert.Equal(LogFaultKind.First, Assert.Single(verdict.Faults).Kind);
    }

    [Fact]
    public void A_deleted_row_is_named_with_the_counter_that_is_lost()
    {
        var rows = Rows(4);
        rows.RemoveAt(1);
        var verdict = Verify(rows);
        Assert.Contains(verdict.Faults, f => f is { Row: 3, Kind: LogFaultKind.Id } && f.Text.Contains("row 2", StringComparison.Ordinal));
        Assert.Contains(verdict.Faults, f => f is { Row: 3, Counter: 3, Kind: LogFaultKind.Lost } && f.Text.Contains("counter 2 missing", StringComparison.Ordinal));
        Assert.Contains(verdict.Faults, f => f is { Row: 3, Kind: LogFaultKind.Chain });
        Assert.Equal((3, 2), (verdict.Records, verdict.Verified));
    }

    [Fact]
    public void A_missing_tail_is_found_by_the_cards_counter_alone()
    {
        var rows = Rows(4)[..2];
        Assert.True(Verify(rows).Ok);
        var fault = Assert.Single(Verify(rows, expect: 4).Faults);
        Assert.Equal((2, LogFaultKind.Tail), (fault.Row, fault.Kind));
        Assert.Contains("counters 3 and 4", fault.Text, StringComparison.Ordinal);
        Assert.Equal(LogFaultKind.Tail, Assert.Single(Verify(rows, expect: 1).Faults).Kind);
    }

    [Fact]
    public void A_log_without_its_beginning_needs_to_be_told_where_it_begins()
    {
        var records = _card.Records(4);
        var rows = LogSample.Rows(records).ToList()[2..];
        var kinds = Verify(rows).Faults.Select(f => f.Kind).Distinct();
        Assert.Equal([LogFaultKind.Id, LogFaultKind.First], kinds);
        Assert.True(Judge(rows, new() { Key = _card.PublicKey, BeginsAt = new(3, records[1].Hash()) }).Ok);
        Assert.False(Judge(rows, new() { Key = _card.PublicKey, BeginsAt = new(2, records[1].Hash()) }).Ok);
        Assert.False(Judge(rows, new() { Key = _card.PublicKey, BeginsAt = new(3, records[0].Hash()) }).Ok);
    }

    [Fact]
    public void Well_signed_records_with_wrong_counters_are_found()
    {
        var first = _card.Make(1, new byte[32]);
        var repeated = _card.Make(1, first.Hash());
        var jump = _card.Make(9, first.Hash());
        Assert.Equal(LogFaultKind.Counter, Assert.Single(Verify(LogSample.Rows([first, repeated])).Faults).Kind);
        var lost = Assert.Single(Verify(LogSample.Rows([first, jump])).Faults);
        Assert.Equal((LogFaultKind.Lost, "counters 2, 3, 4, 5, 6, 7 and 8 missing before it"), (lost.Kind, lost.Text));
    }

    [Fact]
    public void A_counter_beyond_the_quota_is_found()
    {
        var verdict = Judge(Rows(3), new() { Key = _card.PublicKey, Quota = 2 });
        var fault = Assert.Single(verdict.Faults);
        Assert.Equal((3, LogFaultKind.Counter), (fault.Row, fault.Kind));
    }

    [Fact]
    public void All_faults_are_listed_and_the_sound_rows_are_counted()
    {
        var rows = Rows(5);
        rows[1] = rows[1] with { Signature = LogValue.Blob(new byte[64]) };
        rows[3] = rows[3] with { Counter = LogValue.Null };
        var verdict = Verify(rows);
        Assert.Contains(verdict.Faults, f => f is { Row: 2, Kind: LogFaultKind.Signature });
        Assert.Contains(verdict.Faults, f => f is { Row: 4, Counter: null, Kind: LogFaultKind.Column });
        Assert.Contains(verdict.Faults, f => f is { Row: 5, Kind: LogFaultKind.Chain });
        Assert.Equal((5, 2), (verdict.Records, verdict.Verified));
    }

    [Fact]
    public void Ids_over_the_whole_range_do_no_harm()
    {
        var rows = Rows(3);
        rows[0] = rows[0] with { Id = long.MinValue };
        rows[2] = rows[2] with { Id = long.MaxValue };
        Assert.Equal(3, Verify(rows).Faults.Count(f => f.Kind == LogFaultKind.Id));
    }

    private List<LogRow> Rows(int count) => [.. LogSample.Rows(_card.Records(count))];

    private LogVerdict Verify(IEnumerable<LogRow> rows, uint? expect = null) =>
        Judge(rows, new() { Key = _card.PublicKey, ExpectCounter = expect });

    private static LogVerdict Judge(IEnumerable<LogRow> rows, LogPolicy policy) => LogVerifier.Verify(rows, policy);
}
