using System.Text.RegularExpressions;
using Rootline.Cli.Explain;
using Rootline.Line.Nxp.Recovery;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Line.Recovery;

/// <summary>The operator's page of recovery says what the code does.</summary>
public sealed partial class RecoveryPageTests
{
    private const string Begin = "<!-- recovery table -->\n";
    private const string End = "<!-- /recovery table -->";

    private static readonly string Page = File.ReadAllText(RepositoryRoot.PathOf("docs/recovery.md"));

    [Fact]
    public void The_table_in_the_page_is_the_one_that_the_code_acts_by()
    {
        int begin = Page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        string table = Page[begin..Page.IndexOf(End, begin, StringComparison.Ordinal)];
        Assert.True(
            table == RecoveryTable.ToMarkdown(),
            $"docs/recovery.md is stale between its markers; it should be:\n{RecoveryTable.ToMarkdown()}");
    }

    [Fact]
    public void Every_code_in_the_table_has_a_paragraph_that_says_what_to_do()
    {
        var named = Codes().Matches(RecoveryTable.ToMarkdown()).Select(m => m.Groups[1].Value).Where(c => !c.StartsWith('-')).Distinct().ToList();
        Assert.True(named.Count >= 4, $"only {named.Count} codes");
        Assert.All(named, code => Assert.Contains($"### `{code}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_with_a_paragraph_exists()
    {
        var known = FaultCatalogue.Load().Select(c => c.Code.Id).ToHashSet();
        var headed = Page.Split('\n').Where(l => l.StartsWith("### `", StringComparison.Ordinal)).SelectMany(l => Codes().Matches(l)).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(headed);
        Assert.All(headed, code => Assert.Contains(code, known));
    }

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Codes();
}
