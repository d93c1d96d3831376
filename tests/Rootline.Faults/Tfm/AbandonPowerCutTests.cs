using Rootline.Core.Power;
using Rootline.Formats.Records;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Settlement;
using Rootline.Line.Tfm.Settlement;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Rootline.TestSupport.Power;
using Rootline.TestSupport.Tfm;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Tfm;

/// <summary>The station loses power while a bundle is given up, and the same order ends it.</summary>
public sealed class AbandonPowerCutTests(ITestOutputHelper output)
{
    private static readonly BundleHeader Bundle = BundleSample.Make("device 1").Header;

    [Theory]
    [InlineData(SettledAs.Spent)]
    [InlineData(SettledAs.Unconfirmed)]
    public void After_a_cut_anywhere_the_bundle_is_given_up_or_not_and_the_same_order_gives_it_up_once(SettledAs outcome)
    {
        var begun = Begun(outcome);
        var whole = begun.AfterPowerLoss(new("station") { Records = true });
        Abandon(whole, outcome);
        int cases = 0;
        foreach (var operation in whole.Domain.Trace.ToList())
        {
            foreach (var moment in Enum.GetValues<CutMoment>().Where(m => m != CutMoment.Torn || operation.TornOutcomes > 0))
            {
                var disk = begun.AfterPowerLoss(new("station"));
                disk.Domain.Arm(new(operation.Index, moment, 0, Survival.Alternating));
                Assert.Throws<PowerLostException>(() => Abandon(disk, outcome));
                Judge(disk.AfterPowerLoss(new("station")), outcome);
                cases++;
            }
        }

        output.Tell($"{cases} power cuts while a bundle is given up as {outcome.ToString().ToLowerInvariant()}: one signed record, never used again; 0 violations");
        Assert.True(cases > 50, $"only {cases}");
    }

    private static void Judge(SimulatedDisk disk, SettledAs outcome)
    {
        bool isGivenUp = Use(disk, l => l.RunsOf(Bundle.Id) is [.., { State: RunState.Spent }]);
        if (!isGivenUp)
            Abandon(disk, outcome);
        Use(disk, ledger =>
        {
            var record = Assert.Single(ledger.SignedRecords());
            Assert.True(record.Signature!.IsBy(RecordKey.Public, record.Record.Id));
            Assert.Equal(outcome == SettledAs.Spent ? DeviceOutcome.Spent : DeviceOutcome.Unconfirmed, record.Record.Outcome);
            Assert.Empty(ledger.OpenRuns());
            return 0;
        });
    }

    // A ledger whose bundle went out, or that does not know it.
    private static SimulatedDisk Begun(SettledAs outcome)
    {
        var disk = new SimulatedDisk(new("station"));
        Use(disk, ledger => outcome == SettledAs.Spent ? null : ledger.RecordDelivering(ledger.Begin(Bundle.Id, ProvisioningScheme.Tfm)));
        return disk;
    }

    private static void Abandon(SimulatedDisk disk, SettledAs outcome) =>
        Use(disk, ledger => new BundleAbandonment(ledger, StationTrip.Clock).AbandonForEver(Bundle, new(outcome, "anna", "lost", true)).Run);

    private static T Use<T>(SimulatedDisk disk, Func<StationLedger, T> work)
    {
        using var vfs = new PowerCutVfs(disk);
        using var ledger = StationLedger.OpenWithoutCard("/devices.db", new() { Disk = disk, Vfs = vfs.Vfs, RecordSigner = RecordKey.Signer }, StationTrip.Clock);
        return work(ledger);
    }
}
