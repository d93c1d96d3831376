using System.Text.RegularExpressions;
using Rootline.Cli.Explain;
using Xunit;

namespace Rootline.Tests.House;

public sealed partial class ErrorCodeTests
{
    private static readonly IReadOnlyList<CataloguedCode> Codes = FaultCatalogue.Load();

    [Fact]
    public void The_page_of_errors_is_what_the_code_declares() =>
        Assert.True(
            ErrorsPage.Of(Codes) == Sources.Text("docs/errors.md"),
            "docs/errors.md is stale: renew it with ./rootline explain --markdown > docs/errors.md");

    [Fact]
    public void Every_id_is_unique_and_in_lower_case_with_hyphens()
    {
        Assert.Empty(Codes.GroupBy(c => c.Code.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(c => c.Member))}"));
        Assert.All(Codes, c => Assert.Matches(Id(), c.Code.Id));
    }

    [Fact]
    public void Every_text_begins_in_lower_case_and_ends_without_a_full_stop()
    {
        var texts = Codes.SelectMany(c => new[] { (c.Member, Text: c.Code.Meaning), (c.Member, Text: c.Code.Next) });
        Assert.DoesNotContain(texts, t => !BeginsWell(t.Text) || t.Text.EndsWith('.') || t.Text.Trim() != t.Text || t.Text.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void Codes_are_declared_in_classes_named_for_it() =>
        Assert.All(Codes, c => Assert.Contains("Faults.", c.Member, StringComparison.Ordinal));

    // A name keeps its capitals: "Rootline", "OEM", "SB2", "X.509".
    private static bool BeginsWell(string text) =>
        text.Length > 0 && (!char.IsUpper(text[0]) || text.StartsWith("Rootline ", StringComparison.Ordinal) || Abbreviation().IsMatch(text));

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^[A-Z][A-Z0-9.]+\b")]
    private static partial Regex Abbreviation();
}
