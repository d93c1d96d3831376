using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.TestSupport.Nxp;

/// <summary>The commits of runs of schemes without a card.</summary>
public static class CardlessTrip
{
    /// <summary>A device of the TF-M scheme: the id of its bundle.</summary>
    public const string Bundle = "b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0";

    /// <summary>A device of the Nordic scheme: its chip's device id.</summary>
    public const string Part = "0011223344556677";

    /// <summary>Makes a device of each scheme: one done, one given up, one begun and abandoned.</summary>
    /// <param name="ledger">A ledger without a card.</param>
    public static void Run(StationLedger ledger)
    {
        var run = ledger.RecordDelivering(ledger.Begin(Bundle, ProvisioningScheme.Tfm));
        run = ledger.RecordDelivery(ledger.RecordRefusal(run, "a3c5"));
        ledger.Finish(run, RecordOf(ledger, run, DeviceOutcome.Done));
        ledger.Abandon(ledger.Begin(Part, ProvisioningScheme.Nordic), "the cable was pulled");
        run = ledger.RecordDelivering(ledger.Begin(Part, ProvisioningScheme.Nordic));
        ledger.Finish(run, RecordOf(ledger, run, DeviceOutcome.Unconfirmed), "the part is lost");
    }

    /// <summary>The device record that fits a run.</summary>
    public static DeviceRecord RecordOf(StationLedger ledger, Run run, DeviceOutcome outcome) => new()
    {
        Scheme = run.Scheme,
        Chip = run.Chip,
        Attestation = outcome != DeviceOutcome.Done ? null : new()
        {
            InstanceId = "01" + new string('c', 64),
            PublicKey = "3059",
            ImplementationId = new string('d', 64),
            Token = "d28443a10126",
        },
        Inputs = [new("huk", new string('a', 64))],
        Steps = [new("burn", 12)],
        Outcome = outcome,
        CardId = null,
        Counter = null,
        NxpRow = null,
        Operator = ledger.Options.Operator,
        Lot = ledger.Options.Lot,
        Time = StationTrip.Clock.GetUtcNow(),
        Previous = ledger.LastDeviceRecordId(),
    };
}
