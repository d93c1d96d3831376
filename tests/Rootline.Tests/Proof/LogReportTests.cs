using System.Text;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;
using Rootline.Proof.Log;
using Rootline.Proof.Log.Reports;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Proof;

public sealed class LogReportTests : IDisposable
{
    private readonly CertifiedLog _card = new(new SeededEntropy(48));

    public void Dispose() => _card.Dispose();

    [Fact]
    public void A_report_of_schema_1_is_written_the_same_for_ever() =>
        Assert.Equal(
            File.ReadAllText(RepositoryRoot.PathOf("tests/vectors/nxp/log/report-schema-1.json")),
            Encoding.UTF8.GetString(LogReportJson.Encode(Sample())));

    [Fact]
    public void The_page_says_who_what_when_what_is_wrong_what_was_not_checked_what_is_proved_and_what_is_only_said()
    {
        string page = Page(Sample());
        Assert.Contains("2026-03-04T05:06:07.000Z", page, StringComparison.Ordinal);
        Assert.Contains("<td>auditor</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>tail</td><td>counters 6 and 7 of the card missing at the end</td>", page, StringComparison.Ordinal);
        Assert.Contains("<li>the counters were not compared with the card&#39;s quota</li>", page, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(Sample().Verdict.Logs[0].EndHash), page, StringComparison.Ordinal);
        Assert.Contains("<td>power cut</td><td>anna</td>", page, StringComparison.Ordinal);
        Assert.Contains("no card signed them", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"bad\"><strong>the log is rejected: ", page, StringComparison.Ordinal);
        string[] heads = ["Who, what, when", "What is wrong", "What was not checked", "What the cards proved", "What the station says"];
        int[] places = [.. heads.Select(h => page.IndexOf($"<h2>{h}</h2>", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_page_without_faults_or_station_says_so()
    {
        var rows = LogSample.Rows(_card.Records(1, 0));
        CardEvidence[] cards = [new("1", [new("log.db", "1", rows, [])])];
        string page = Page(Sample() with { Cards = cards, Verdict = LogVerifier.Verify(cards, new() { Key = _card.LogKey.PublicKey }), By = "" });
        Assert.Contains("<p class=\"good\"><strong>the log is in order: 1 record, 1 verified, 0 faults; ", page, StringComparison.Ordinal);
        Assert.Contains("<p>Nothing was found.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p>No device records were handed in.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<td>by</td><td>-</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_was_handed_in_becomes_part_of_the_pages_markup()
    {
        const string Evil = "\"><script>alert('x')</script>&amp;<img src=x>";
        var verdict = new LogVerdict(false, 1, 0, false, [new(1, 1, LogFaultKind.Oem, Evil) { Log = Evil }], [Evil])
        {
            FaultCount = 4,
            NotChecked = [Evil],
            Explained = [new(Evil, 1, 1, Evil, Evil, default, Evil)],
            Logs = [new(Evil, Evil, 1, 1, 1, [])],
        };
        var report = Sample() with { By = Evil, Product = Evil, Inputs = [new(Evil, Evil, Evil)], Verdict = verdict, Cards = [new(Evil, [])] };
        string page = Page(report);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Equal(16, page.Split("&lt;script&gt;").Length - 1);
        Assert.Contains("3 more faults are not listed.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page.Replace("&lt;img src=x&gt;", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("href", page, StringComparison.Ordinal);
        Assert.Equal(page, Page(report));
    }

    [Theory]
    [InlineData(0, null, LogFaultKind.First, null, "first: t")]
    [InlineData(0, null, LogFaultKind.Order, null, "order: t")]
    [InlineData(0, null, LogFaultKind.Waiver, null, "waiver: t")]
    [InlineData(0, null, LogFaultKind.Die, null, "die: t")]
    [InlineData(0, null, LogFaultKind.Id, null, "row 0: id: t")]
    [InlineData(3, null, LogFaultKind.Die, null, "row 3: die: t")]
    [InlineData(0, 7L, LogFaultKind.First, null, "row 0 (counter 7): first: t")]
    [InlineData(3, 4L, LogFaultKind.Tail, "a.db", "a.db: row 3 (counter 4): tail: t")]
    public void A_fault_is_said_with_its_place(long row, long? counter, LogFaultKind kind, string? log, string expected) =>
        Assert.Equal(expected, VerdictWords.Of(new(row, (uint?)counter, kind, "t") { Log = log }));

    private LogReport Sample()
    {
        var records = _card.Records(5, certificates: 0);
        var waiver = new LogWaiver { CardId = "1", First = 2, Last = 3, Before = records[0].Hash(), After = records[3].Hash(), Reason = "power cut", By = "anna", Time = DateTimeOffset.UnixEpoch };
        var rows = LogSample.Rows(records).Where(r => r.Id is not (2 or 3)).ToList();
        CardEvidence[] cards =
        [
            new("1", [new("log.db", "1", rows, ["beware"])]) { ExpectCounter = 7, Station = SeveralLogsTests.Word((1, DeviceOutcome.Done), (4, DeviceOutcome.Spent)) },
        ];
        return new()
        {
            Product = "rootline 0.1.0",
            Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
            By = "auditor",
            Inputs = [new("log key", "oem_log.pub", new string('a', 64))],
            Verdict = LogVerifier.Verify(cards, new() { Key = _card.LogKey.PublicKey, Ordered = 5, Waivers = [new("w.json", waiver, true)] }),
            Cards = cards,
        };
    }

    private static string Page(LogReport report) => Encoding.UTF8.GetString(LogReportHtml.Encode(report));
}
