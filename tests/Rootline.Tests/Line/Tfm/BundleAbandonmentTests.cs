using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Formats.Records;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Settlement;
using Rootline.Line.Tfm;
using Rootline.Line.Tfm.Settlement;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Line.Tfm;

/// <summary>Bundles that a person gives up.</summary>
public sealed class BundleAbandonmentTests : IDisposable
{
    private static readonly BundleFile Bundle = BundleSample.Make("device 1");
    private readonly TfmFactory _factory = new();
    private readonly TfmBench _bench = TfmBench.New();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_bundle_that_was_never_used_is_spent_and_fits_no_device_any_more()
    {
        var (run, record) = Abandon(SettledAs.Spent);
        Assert.Equal((RunState.Spent, DeviceOutcome.Spent), (run.State, record.Outcome));
        Assert.Equal("settled as spent by anna: lost", run.Note);
        Assert.Equal(Bundle.Header.Fingerprints, record.Inputs.Skip(Bundle.Header.Rotpks.Count));
        Assert.Null(record.Attestation);
        Assert.Equal(TfmLineFaults.Used, _factory.Provision(_bench, Bundle).Fault!.Code);
        Assert.Empty(_bench.Burned);
        Assert.Equal(TfmLineFaults.Used, Assert.Throws<FaultException>(() => Abandon(SettledAs.Spent)).Fault.Code);
    }

    [Fact]
    public void Whatever_the_journal_says_of_a_device_that_was_cut_its_bundle_is_given_up_once_and_its_record_is_signed()
    {
        int operations = Operations();
        HashSet<string> seen = [];
        for (int index = 0; index < operations; index += 3)
        {
            using var factory = new TfmFactory();
            var bench = TfmBench.New().Again(new Cut(index, CutMoment.Before, 0));
            Assert.NotNull(factory.Provision(bench, Bundle).Fault);
            using (var ledger = factory.OpenLedger(bench))
            {
                var abandonment = new BundleAbandonment(ledger, bench.Clock);
                var was = ledger.RunsOf(Bundle.Header.Id).SingleOrDefault()?.State;
                seen.Add($"{was}");
                var outcome = abandonment.OutcomeOf(Bundle.Header);
                Assert.Equal(was is null or RunState.Started ? SettledAs.Spent : SettledAs.Unconfirmed, outcome);
                Assert.NotEmpty(abandonment.LossesOf(Bundle.Header));
                if (outcome == SettledAs.Unconfirmed)
                    Assert.Equal(AbandonFaults.CouldBeFinished, Assert.Throws<FaultException>(() => abandonment.AbandonForEver(Bundle.Header, new(outcome, "anna", "lost", false))).Fault.Code);
                Assert.Equal(RunState.Spent, abandonment.AbandonForEver(Bundle.Header, new(outcome, "anna", "lost", true)).Run.State);
                var whole = Assert.Single(ledger.SignedRecords());
                Assert.True(whole.Signature!.IsBy(RecordKey.Public, whole.Record.Id));
            }

            Assert.True(factory.Provision(bench.Again(), Bundle).Fault!.Code is var code && (code == TfmLineFaults.Used || code == TfmLineFaults.OtherBundle), $"{index}: {code}");
        }

        Assert.Superset(new HashSet<string> { "Delivering", "Started" }, seen);
    }

    [Fact]
    public void A_device_that_is_done_is_not_given_up()
    {
        Assert.Null(_factory.Provision(_bench, Bundle).Fault);
        Assert.Equal(TfmLineFaults.Used, Assert.Throws<FaultException>(() => Abandon(SettledAs.Unconfirmed)).Fault.Code);
    }

    [Theory]
    [InlineData("settle-anonymous", SettledAs.Spent, "", "why")]
    [InlineData("settle-anonymous", SettledAs.Spent, "anna", " ")]
    [InlineData("settle-contradiction", SettledAs.Unconfirmed, "anna", "why")]
    [InlineData("settle-contradiction", SettledAs.Unused, "anna", "why")]
    public void Who_and_why_are_said_and_the_journal_decides_what_became_of_it(string code, SettledAs settled, string by, string why)
    {
        using (var ledger = _factory.OpenLedger(_bench))
            Assert.Equal(code, Assert.Throws<FaultException>(() => new BundleAbandonment(ledger, _bench.Clock).AbandonForEver(Bundle.Header, new(settled, by, why, true))).Fault.Code.Id);
        Assert.Null(_factory.Provision(_bench, Bundle).Fault);
    }

    private static int Operations()
    {
        using var factory = new TfmFactory();
        var bench = TfmBench.New();
        Assert.Null(factory.Provision(bench, Bundle).Fault);
        return bench.Power.Count;
    }

    private (Run Run, DeviceRecord Record) Abandon(SettledAs settled)
    {
        using var ledger = _factory.OpenLedger(_bench);
        return new BundleAbandonment(ledger, _bench.Clock).AbandonForEver(Bundle.Header, new(settled, "anna", "lost", true));
    }
}
