using System.Net;
using System.Text;

namespace Rootline.Proof.Log.Reports;

/// <summary>
/// Writes a plain HTML page that stands alone: no scripts, no pictures, nothing fetched. Every text that goes in is escaped here
/// and nowhere else, so that nothing of a forged log becomes part of the page.
/// </summary>
internal sealed class HtmlPage
{
    private const string Style =
        "body{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em;line-height:1.4}"
        + "table{border-collapse:collapse;margin:1em 0}th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}"
        + "th{background:#eee}td{overflow-wrap:anywhere}.good{color:#060}.bad{color:#900}";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a page.</summary>
    public HtmlPage(string title)
    {
        _text.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        _text.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        _text.Append("<title>").Append(Escaped(title)).Append("</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n<h1>")
            .Append(Escaped(title)).Append("</h1>\n");
    }

    /// <summary>A heading.</summary>
    public void Heading(string text) => _text.Append("<h2>").Append(Escaped(text)).Append("</h2>\n");

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text) => _text.Append("<p>").Append(Escaped(text)).Append("</p>\n");

    /// <summary>A paragraph that is good or bad news.</summary>
    public void Outcome(bool good, string text) =>
        _text.Append("<p class=\"").Append(good ? "good" : "bad").Append("\"><strong>").Append(Escaped(text)).Append("</strong></p>\n");

    /// <summary>A list; nothing where there are no items.</summary>
    public void List(IReadOnlyCollection<string> items)
    {
        if (items.Count == 0)
            return;
        _text.Append("<ul>\n");
        foreach (string item in items)
            _text.Append("<li>").Append(Escaped(item)).Append("</li>\n");
        _text.Append("</ul>\n");
    }

    /// <summary>A table; nothing where there are no rows.</summary>
    public void Table(IReadOnlyList<string> heads, IReadOnlyCollection<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
            return;
        _text.Append("<table>\n");
        Row("th", heads);
        foreach (var row in rows)
            Row("td", row);
        _text.Append("</table>\n");
    }

    /// <summary>The page's bytes: UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text + "</body>\n</html>\n");

    private void Row(string tag, IReadOnlyList<string> cells)
    {
        _text.Append("<tr>");
        foreach (string cell in cells)
            _text.Append('<').Append(tag).Append('>').Append(Escaped(cell)).Append("</").Append(tag).Append('>');
        _text.Append("</tr>\n");
    }

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
