using System.Globalization;

namespace Rootline.Proof.Log.Reports;

/// <summary>The report as a page for people. What it says and in what order is documented; its markup is no promise.</summary>
public static class LogReportHtml
{
    /// <summary>The page's bytes: UTF-8.</summary>
    /// <param name="report">The report.</param>
    public static byte[] Encode(LogReport report)
    {
        var page = new HtmlPage("Verdict over audit logs");
        var verdict = report.Verdict;
        page.Outcome(verdict.Ok, VerdictWords.Summary(verdict));
        WriteHead(page, report);
        WriteWrong(page, verdict);
        page.Heading("What was not checked");
        page.Paragraph(verdict.NotChecked.Count == 0 ? "Everything that this program can check was checked." : "Nobody gave the means to check these:");
        page.List(verdict.NotChecked);
        page.List(verdict.Warnings);
        WriteProved(page, report);
        WriteStation(page, report);
        return page.ToBytes();
    }

    private static void WriteHead(HtmlPage page, LogReport report)
    {
        page.Heading("Who, what, when");
        page.Table(["", ""], [["judged at", LogVerdictJson.Time(report.Time)], ["by", OrDash(report.By)], ["with", report.Product]]);
        page.Table(["judged by", "name", "SHA-256"], [.. report.Inputs.Select(i => (string[])[i.Role, i.Name, i.Sha256])]);
    }

    private static void WriteWrong(HtmlPage page, LogVerdict verdict)
    {
        page.Heading("What is wrong");
        if (verdict.FaultCount == 0)
            page.Paragraph("Nothing was found.");
        page.Table(
            ["log", "row", "counter", "kind", "what"],
            [.. verdict.Faults.Select(f => (string[])[OrDash(f.Log), Text(f.Row), Text(f.Counter), LogVerdictJson.Name(f.Kind), f.Text])]);
        if (verdict.FaultCount > verdict.Faults.Count)
            page.Paragraph($"{Text(verdict.FaultCount - verdict.Faults.Count)} more faults are not listed.");
    }

    private static void WriteProved(HtmlPage page, LogReport report)
    {
        page.Heading("What the cards proved");
        page.Paragraph("Each record is signed by its card and names the hash of the record before it. A fault above takes the proof away from its record.");
        page.Table(
            ["log", "card", "records", "first counter", "last counter", "hash of the last record"],
            [.. report.Verdict.Logs.Select(l => (string[])[l.Name, OrDash(l.CardId), Text(l.Records), Text(l.First), Text(l.Last), Convert.ToHexStringLower(l.EndHash)])]);
        page.Table(
            ["card", "its counter", "its quota", "its log begins at"],
            [.. report.Cards.Select(c => (string[])[OrDash(c.CardId), Text(c.ExpectCounter), Text(c.Quota), OrDash(c.BeginsAt?.ToString())])]);
        if (report.Verdict.Explained.Count > 0)
            page.Paragraph("The OEM signed that it accepts these gaps:");
        page.Table(
            ["card", "first missing", "last missing", "reason", "by", "when", "waiver"],
            [.. report.Verdict.Explained.Select(g => (string[])[g.CardId, Text(g.First), Text(g.Last), g.Reason, g.By, LogVerdictJson.Time(g.Time), g.Waiver])]);
        if (report.Verdict.Order is { } order)
            page.Outcome(order.IsEven, order.Text);
    }

    private static void WriteStation(HtmlPage page, LogReport report)
    {
        page.Heading("What the station says");
        var words = report.Cards.Where(c => c.Station is not null).ToList();
        page.Paragraph(words.Count == 0
            ? "No device records were handed in."
            : "The station wrote these device records itself: no card signed them.");
        page.Table(
            ["card", "device records", "done", "spent", "unconfirmed", "from", "to", "operators", "lots"],
            [.. words.Select(c => Line(c, c.Station!))]);
    }

    private static string[] Line(CardEvidence card, StationWord station) =>
    [
        OrDash(card.CardId), Text(station.Records), Text(station.Done), Text(station.Spent), Text(station.Unconfirmed),
        Text(station.From), Text(station.To), OrDash(string.Join(", ", station.Operators)), OrDash(string.Join(", ", station.Lots)),
    ];

    private static string OrDash(string? text) => string.IsNullOrEmpty(text) ? "-" : text;

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Text(DateTimeOffset? time) => time is { } known ? LogVerdictJson.Time(known) : "-";
}
