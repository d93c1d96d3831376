using Rootline.Line.Nordic;
using Rootline.Line.Nordic.Recovery;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Line.Nordic;

public sealed class NordicTableTests
{
    [Fact]
    public void Every_pair_of_journal_and_part_has_a_row_and_only_parts_without_an_identity_are_provisioned()
    {
        Assert.Equal(Enum.GetValues<NordicJournal>().Length * Enum.GetValues<NordicFinding>().Length, NordicTable.Rows.Count);
        Assert.All(NordicTable.Rows, r => Assert.Equal(r.Finding == NordicFinding.Blank, r.Action == NordicAction.Provision));
        Assert.All(NordicTable.Rows.Where(r => r.Action == NordicAction.GoOn), r => Assert.Equal(NordicFinding.Provisioned, r.Finding));
        Assert.All(NordicTable.Rows.Where(r => r.Action == NordicAction.Confirm), r => Assert.Equal(NordicJournal.Delivered, r.Journal));
        Assert.All(NordicTable.Rows.Where(r => r.Journal == NordicJournal.Done && r.Finding is NordicFinding.Closed or NordicFinding.Secured), r =>
            Assert.True(r.Action is NordicAction.EraseDone or NordicAction.EraseClosed or NordicAction.EraseProvisioned or NordicAction.Confirm));
    }

    [Fact]
    public void The_page_holds_the_table()
    {
        string page = File.ReadAllText(RepositoryRoot.PathOf("docs/nordic.md"));
        Assert.True(page.Contains($"\n\n{NordicTable.ToMarkdown()}\n", StringComparison.Ordinal), $"docs/nordic.md is stale; the table should be:\n{NordicTable.ToMarkdown()}");
    }

    [Fact]
    public void The_table_names_every_pair_once()
    {
        var rows = NordicTable.ToMarkdown().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(r => r.Split(" | ")[1]).ToList();
        int journals = Enum.GetValues<NordicJournal>().Length;
        Assert.Equal(NordicTable.Rows.Count, rows.Sum(r => r == "anything" ? journals : r.Split(", ").Length));
    }
}
