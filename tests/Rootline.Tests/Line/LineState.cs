using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Proof.Log;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>What card and ledger say about the chip in the socket.</summary>
/// <param name="Units">Units that the card counted.</param>
/// <param name="Last">The state of the chip's last run, or null when it has none.</param>
/// <param name="Outcomes">The outcomes of the device records.</param>
/// <param name="Log">The verdict over the log.</param>
internal sealed record LineState(uint Units, RunState? Last, IReadOnlyList<DeviceOutcome> Outcomes, LogVerdict Log)
{
    public static LineState Of(FactoryFloor floor, FactoryKit kit)
    {
        uint units = floor.CardUnits().Counter;
        string chip = floor.Device.Inside.Birth.Die.Identity.Name;
        return floor.Inspect(ledger =>
        {
            var rows = ledger.Records().Select(r => LogRow.Of(r.Row, r.Record).OrThrow()).ToList();
            var verdict = LogVerifier.Verify(rows, new LogPolicy { Key = kit.LogKey, ExpectCounter = units });
            return new LineState(units, ledger.RunsOf(chip) is [.., var last] ? last.State : null, [.. ledger.DeviceRecords().Select(r => r.Outcome)], verdict);
        });
    }

    /// <summary>Asserts that the log holds so many records and verifies up to the card's counter; an empty log has nothing to verify.</summary>
    public void AssertLogHolds(uint records)
    {
        Assert.Equal(records, Log.Records);
        if (records > 0)
            Assert.Empty(Log.Faults);
    }
}
