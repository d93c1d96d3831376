using System.Security.Cryptography;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.Line.Nxp;

/// <summary>A unit that the card counted and whose answer nobody has: what remains of it is the chip's response.</summary>
internal static class LostUnit
{
    /// <summary>The device record: outcome spent, without counter and row, because the answer that held them is lost.</summary>
    /// <param name="run">The run, proved.</param>
    /// <param name="ledger">Where the record goes.</param>
    /// <param name="clock">The station's clock.</param>
    public static DeviceRecord RecordOf(Run run, StationLedger ledger, TimeProvider clock)
    {
        var die = TpResponse.Parse(run.Response).OrThrow("stored response").Die;
        return new DeviceRecord
        {
            Scheme = run.Scheme,
            Chip = run.Chip,
            Inputs = [Digest("die-certificate", die.Bytes.Span), Digest("tp-response", run.Response)],
            Steps = [],
            Outcome = DeviceOutcome.Spent,
            CardId = run.CardId,
            Counter = null,
            NxpRow = null,
            Operator = ledger.Options.Operator,
            Lot = ledger.Options.Lot,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Previous = ledger.LastDeviceRecordId(),
        };
    }

    private static InputDigest Digest(string name, ReadOnlySpan<byte> content) =>
        new(name, Convert.ToHexStringLower(SHA256.HashData(content)));
}
