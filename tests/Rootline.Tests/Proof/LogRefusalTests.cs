using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Proof;

/// <summary>What the original accepts: each is refused, with its row.</summary>
public sealed class LogRefusalTests(ITestOutputHelper output) : IDisposable
{
    private readonly CertifiedLog _card = new(new SeededEntropy(42));

    public void Dispose() => _card.Dispose();

    [Fact]
    public void A_row_deleted_before_any_multiple_of_any_slice_size_is_missed_in_the_next_row()
    {
        const int Count = 24;
        var rows = Rows(Count, 1);
        int cases = 0;
        foreach (int slice in Enumerable.Range(1, Count))
        {
            foreach (int jobs in (int[])[1, Count / slice])
            {
                for (int deleted = slice; deleted < Count; deleted += slice)
                {
                    List<LogRow> changed = [.. rows.Where(r => r.Id != deleted)];
                    var verdict = Judge(changed, new() { Key = _card.LogKey.PublicKey, Jobs = jobs, BatchRows = slice });
                    Named(verdict, deleted + 1, deleted == 1 ? [LogFaultKind.Id, LogFaultKind.First] : [LogFaultKind.Id, LogFaultKind.Lost, LogFaultKind.Chain]);
                    cases++;
                }
            }
        }

        output.Tell($"{cases} rows deleted before a slice of a log, each missed in the next row");
    }

    [Fact]
    public void Shifted_ids_are_named_in_the_first_row()
    {
        foreach (long shift in (long[])[-5, -1, 1, 3, 1_000_000, long.MaxValue - 3])
            Named(Judge([.. Rows(3, 1).Select(r => r with { Id = r.Id + shift })]), 1 + shift, LogFaultKind.Id);
    }

    [Fact]
    public void Bytes_moved_between_certificate_columns_are_named_at_every_boundary()
    {
        var rows = Rows(3, 2);
        byte[][] columns = [rows[1].NxpCertificate.Bytes, rows[1].OemCertificates[0].Bytes, rows[1].OemCertificates[1].Bytes];
        int cases = 0;
        for (int c = 0; c < 2; c++)
        {
            byte[] both = [.. columns[c], .. columns[c + 1]];
            for (int cut = 0; cut <= both.Length; cut++)
            {
                if (cut == columns[c].Length)
                    continue;
                byte[][] moved = [.. columns];
                (moved[c], moved[c + 1]) = (both[..cut], both[cut..]);
                var row = rows[1] with { NxpCertificate = LogValue.Blob(moved[0]), OemCertificates = [LogValue.Blob(moved[1]), LogValue.Blob(moved[2]), LogValue.Null, LogValue.Null] };
                Assert.Equal(rows[1].Hash(), row.Hash());
                Assert.Contains(row.Judge(), f => f is { Row: 2, Kind: LogFaultKind.Content });
                cases++;
            }
        }

        output.Tell($"{cases} boundaries between certificate columns moved, each named");
    }

    [Fact]
    public void A_certificate_in_the_wrong_column_is_named()
    {
        var rows = Rows(3, 2);
        var (first, second) = (rows[1].OemCertificates[0], rows[1].OemCertificates[1]);
        LogValue[][] wrong =
        [
            [second, first, LogValue.Null, LogValue.Null],
            [first, LogValue.Null, second, LogValue.Null],
            [LogValue.Null, first, second, LogValue.Null],
            [first, LogValue.Null, LogValue.Null, second],
        ];
        foreach (var columns in wrong)
            Named(Judge(With(rows, 1, rows[1] with { OemCertificates = columns })), 2);
        Named(Judge(With(rows, 1, rows[1] with { NxpCertificate = first, OemCertificates = [rows[1].NxpCertificate, second, LogValue.Null, LogValue.Null] })), 2, LogFaultKind.Content);
    }

    [Fact]
    public void Removed_first_rows_are_named_in_the_first_that_is_left()
    {
        for (int removed = 1; removed < 4; removed++)
        {
            Named(Judge([.. Rows(4, 1).Skip(removed)]), removed + 1, LogFaultKind.Id, LogFaultKind.First);
            Named(Judge([.. Rows(4, 1).Skip(removed).Select((r, i) => r with { Id = i + 1 })]), 1, LogFaultKind.First);
        }
    }

    [Fact]
    public void A_removed_tail_is_named_in_the_last_row_when_the_counter_is_given()
    {
        for (int kept = 1; kept < 4; kept++)
            Named(Judge([.. Rows(4, 1).Take(kept)], new() { Key = _card.LogKey.PublicKey, ExpectCounter = 4 }), kept, LogFaultKind.Tail);
    }

    [Fact]
    public void Six_certificates_of_which_four_are_stored_are_named()
    {
        var whole = _card.Make(1, new byte[32], chip: 1, certificates: 6);
        var stored = whole with { OemCertificates = [.. whole.OemCertificates.Take(4)] };
        Named(Judge([LogRow.Of(1, stored).OrThrow()]), 1, LogFaultKind.Signature);
    }

    [Fact]
    public void Two_logs_spliced_are_named_at_the_seam()
    {
        // Two cards of one OEM share its log key, so that every signature is good.
        var other = LogSample.Rows(_card.Records(6, 1, firstChip: 50));
        for (int seam = 1; seam < 6; seam++)
            Named(Judge([.. Rows(6, 1).Take(seam), .. other.Skip(seam)]), seam + 1, LogFaultKind.Chain);
    }

    [Fact]
    public void A_blob_beyond_the_limit_is_a_column_fault_and_one_at_the_limit_is_not()
    {
        var row = Rows(1, 1)[0];
        foreach (int length in (int[])[AuditLimits.ColumnLength, AuditLimits.ColumnLength + 1])
        {
            bool huge = length > AuditLimits.ColumnLength;
            Assert.Equal(huge, (row with { NxpCertificate = LogValue.Blob(new byte[length]) }).Judge().Any(f => f.Kind == LogFaultKind.Column));
            Assert.Equal(huge, (row with { OemCertificates = [LogValue.Blob(new byte[length]), .. row.OemCertificates.Skip(1)] }).Judge().Any(f => f.Kind == LogFaultKind.Column));
        }
    }

    [Fact]
    public void Faults_beyond_the_limit_are_counted_and_not_listed()
    {
        var row = Rows(1, 0)[0] with { Signature = LogValue.Null };
        int rows = (VerdictLimits.Faults / 3) + 10;
        var verdict = Judge([.. Enumerable.Range(0, rows).Select(_ => row)]);
        Assert.Equal(VerdictLimits.Faults, verdict.Faults.Count);
        Assert.True(verdict.FaultCount > VerdictLimits.Faults);
        Assert.Equal((false, rows, 0), (verdict.Ok, verdict.Records, verdict.Verified));
    }

    private List<LogRow> Rows(int count, int certificates) => [.. LogSample.Rows(_card.Records(count, certificates))];

    private static List<LogRow> With(List<LogRow> rows, int index, LogRow row) => [.. rows.Select((r, i) => i == index ? row : r)];

    private LogVerdict Judge(List<LogRow> rows) => Judge(rows, new() { Key = _card.LogKey.PublicKey });

    private static LogVerdict Judge(List<LogRow> rows, LogPolicy policy) => LogVerifier.Verify(rows, policy);

    private static void Named(LogVerdict verdict, long row, params LogFaultKind[] kinds)
    {
        Assert.False(verdict.Ok);
        Assert.True(verdict.Faults.Any(f => f.Row == row), $"row {row} is not named: {string.Join("; ", verdict.Faults)}");
        foreach (var kind in kinds)
            Assert.True(verdict.Faults.Any(f => f.Row == row && f.Kind == kind), $"row {row} is not named as {kind}: {string.Join("; ", verdict.Faults)}");
    }
}
