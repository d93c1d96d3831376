using System.Text;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.TestSupport.Nxp;

/// <summary>Everything that a ledger says, as one text, so that two moments can be compared.</summary>
public static class LedgerState
{
    /// <summary>What is there before the ledger's first commit.</summary>
    public const string Nothing = "";

    /// <summary>Describes a ledger.</summary>
    public static string Of(StationLedger ledger)
    {
        var text = new StringBuilder();
        foreach (string chip in new[] { StationTrip.Chip, StationTrip.OtherChip })
        {
            foreach (var run in ledger.RunsOf(chip))
                text.AppendLine($"run {run.Id} {run.Chip} {run.State} {Size(run.Challenge)} {Size(run.Response)} {Size(run.Answer)} row {run.NxpRow} {run.Refusal} {run.LostUnit} {run.Note}");
        }

        foreach (var open in ledger.OpenRuns())
            text.AppendLine($"open {open.Id}");
        foreach (var record in ledger.Records())
            text.AppendLine($"record {record.Row} {record.Record.Counter} {Convert.ToHexString(record.Record.Hash())}");
        foreach (var (device, signature) in ledger.SignedRecords())
            text.AppendLine($"device {device.Id} {DeviceRecordJson.Name(device.Outcome)} after {device.Previous}, signed {(signature is null ? "by nobody" : Convert.ToHexString(signature.Signature))}");
        return text.ToString();
    }

    private static string Size(byte[]? bytes) => bytes is null ? "-" : $"{bytes.Length}";
}
