using Rootline.Ledger.Station;
using Rootline.Line.Tfm;
using Rootline.Line.Tfm.Recovery;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Line.Tfm;

public sealed class TfmRecoveryTableTests
{
    [Fact]
    public void Every_combination_has_exactly_one_row()
    {
        RunState?[] states = [null, RunState.Started, RunState.Delivering, RunState.Delivered, RunState.Done, RunState.Spent];
        var expected = from s in states from f in Enum.GetValues<TfmFinding>() select (s, f);
        Assert.Equal(expected.Order(), TfmRecoveryTable.Rows.Select(r => (r.State, r.Finding)).Order());
    }

    [Fact]
    public void A_secret_goes_out_to_a_marked_device_or_a_new_one_alone()
    {
        var giving = TfmRecoveryTable.Rows.Where(r => r.Action is TfmAction.Begin or TfmAction.Deliver).Select(r => (r.State, r.Finding));
        Assert.Equal([(null, TfmFinding.Blank), (RunState.Started, TfmFinding.Blank), (RunState.Started, TfmFinding.Marked), (RunState.Delivering, TfmFinding.Marked), (RunState.Delivering, TfmFinding.Begun)], giving);
    }

    [Fact]
    public void The_page_holds_the_table() =>
        Assert.Contains(TfmRecoveryTable.ToMarkdown(), File.ReadAllText(RepositoryRoot.PathOf("docs/tfm.md")), StringComparison.Ordinal);
}
