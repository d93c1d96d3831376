using Rootline.Core.Time;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.TestSupport.Nxp;

/// <summary>The commits of a station's runs, one after the other, with what each made durable.</summary>
public sealed class StationTrip(LogSample card)
{
    /// <summary>The first chip of the trip.</summary>
    public const string Chip = "00112233445566778899aabbccddeeff";

    /// <summary>The second chip of the trip.</summary>
    public const string OtherChip = "ffeeddccbbaa99887766554433221100";

    /// <summary>The clock of the station.</summary>
    public static TimeProvider Clock { get; } = new VirtualClock(VirtualClock.Epoch);

    /// <summary>Opens a station's ledger and makes one commit after the other.</summary>
    /// <param name="open">Opens the ledger.</param>
    /// <param name="afterCommit">Called when a commit returned.</param>
    public void Run(Func<StationLedger> open, Action<StationLedger> afterCommit)
    {
        using var ledger = open();
        afterCommit(ledger);
        Whole(ledger, afterCommit);
        Abandoned(ledger, afterCommit);
        Spent(ledger, afterCommit);
    }

    /// <summary>The device record that fits a run.</summary>
    public static DeviceRecord RecordOf(StationLedger ledger, Run run, DeviceOutcome outcome) => new()
    {
        Scheme = run.Scheme,
        Chip = run.Chip,
        Inputs = [new("cmpa", new string('a', 64)), new("cfpa", new string('b', 64))],
        Steps = [new("prove", 12), new("deliver", 34)],
        Outcome = outcome,
        CardId = ledger.CardId,
        Counter = ledger.LastRecord()?.Record.Counter,
        NxpRow = run.NxpRow,
        Operator = ledger.Options.Operator,
        Lot = ledger.Options.Lot,
        Time = Clock.GetUtcNow(),
        Previous = ledger.LastDeviceRecordId(),
    };

    /// <summary>A run as far as the card's answer.</summary>
    public Run Answered(StationLedger ledger, string chip, Action<StationLedger>? afterCommit = null)
    {
        afterCommit ??= _ => { };
        var run = ledger.Begin(chip);
        afterCommit(ledger);
        run = ledger.RecordProof(run, Bytes(32), Bytes(528));
        afterCommit(ledger);
        run = ledger.RecordAnswer(run, Bytes(3400), Next(ledger));
        afterCommit(ledger);
        return run;
    }

    private void Whole(StationLedger ledger, Action<StationLedger> afterCommit)
    {
        var run = Answered(ledger, Chip, afterCommit);
        run = ledger.RecordDelivering(run);
        afterCommit(ledger);
        run = ledger.RecordDelivery(run);
        afterCommit(ledger);
        ledger.Finish(run, RecordOf(ledger, run, DeviceOutcome.Done));
        afterCommit(ledger);
    }

    private static void Abandoned(StationLedger ledger, Action<StationLedger> afterCommit)
    {
        var run = ledger.Begin(OtherChip);
        afterCommit(ledger);
        ledger.Abandon(run, "the cable was pulled");
        afterCommit(ledger);
    }

    private void Spent(StationLedger ledger, Action<StationLedger> afterCommit)
    {
        var run = ledger.RecordDelivering(Answered(ledger, OtherChip, afterCommit));
        afterCommit(ledger);
        run = ledger.RecordRefusal(run, "80023");
        afterCommit(ledger);
        ledger.Finish(run, RecordOf(ledger, run, DeviceOutcome.Spent), "the chip lost its ephemeral key");
        afterCommit(ledger);
    }

    private AuditRecord Next(StationLedger ledger) => card.Next(ledger.LastRecord()?.Record);

    private static byte[] Bytes(int length) => Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
}
