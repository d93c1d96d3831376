using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.Line.Nxp.Settlement;

/// <summary>The device record of a run that a person ended.</summary>
internal static class SettledRecord
{
    private const string Step = "settled by a person";

    /// <summary>Makes the record: its one step says that no station ended the run.</summary>
    /// <param name="run">The run, answered or later.</param>
    /// <param name="outcome">Spent or unconfirmed.</param>
    /// <param name="ledger">Where the record goes.</param>
    /// <param name="clock">The station's clock.</param>
    public static DeviceRecord Of(Run run, DeviceOutcome outcome, StationLedger ledger, TimeProvider clock)
    {
        var content = WrappedData.Parse(run.Answer).OrThrow("stored answer").Content;
        return new DeviceRecord
        {
            Scheme = run.Scheme,
            Chip = run.Chip,
            Inputs = DeviceRecordDraft.InputsOf(run, content),
            Steps = [new RunStep(Step, 0)],
            Outcome = outcome,
            CardId = run.CardId,
            Counter = content.Counter,
            NxpRow = run.NxpRow,
            Operator = ledger.Options.Operator,
            Lot = ledger.Options.Lot,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Previous = ledger.LastDeviceRecordId(),
        };
    }
}
