using System.Text;
using Rootline.Formats.Mcuboot.Verdict;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot.Verdict;

/// <summary>The tables of docs/image.md are those of the code.</summary>
public sealed class VerdictPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryRoot.PathOf("docs/image.md"));

    [Fact]
    public void The_rules_on_the_page_are_those_of_the_code() => Same("rules", BootRules.ToMarkdown());

    [VectorFact]
    public void The_page_lists_every_vector_that_the_reference_tool_takes_and_we_do_not()
    {
        var text = new StringBuilder("| vector | what it is | reference loader | ours |\n|---|---|---|---|\n");
        foreach (var runs in VerdictRow.All.Where(r => r.ToolAccepted == true).GroupBy(r => r.Vector.Id))
        {
            var row = runs.First();
            if (row.Judge().Broken?.Rule is { } rule)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{runs.Key}` | {What(row)} | {(row.Accepted ? "takes it" : "refuses it")} | `{rule.Name}` |\n");
        }

        Same("weaker", text.ToString());
    }

    private static string What(VerdictRow row) => row.Vector.Id switch
    {
        "exactfit" => "fills the slot as the tool allows",
        _ when row.Vector.Id.StartsWith("comp-", StringComparison.Ordinal) => "compressed, for a loader that cannot decompress",
        _ => (row.Vector.Text("note") ?? "").Split(": ")[0].Split(". ")[0],
    };

    private static void Same(string name, string expected)
    {
        string start = $"<!-- {name} -->\n";
        int from = Page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        int to = Page.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal);
        Assert.True(Page[from..to] == expected, $"docs/image.md is stale between its markers; it should be:\n{expected}");
    }
}
