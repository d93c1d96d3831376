using Rootline.Formats.Records;

namespace Rootline.Fuzz.Targets;

/// <summary>Device records.</summary>
internal static class RecordTargets
{
    public static IEnumerable<FuzzTarget> All => [new("device-record", Record, Records, 2048)];

    private static bool Record(byte[] input) =>
        DeviceRecordJson.Decode(input).Try(out var record, out _) && Canonical.Demand(input, DeviceRecordJson.Encode(record)) && record.Id.Length == 64;

    private static IEnumerable<byte[]> Records()
    {
        var record = new DeviceRecord
        {
            Scheme = DeviceRecord.NxpTrustProvisioning,
            Chip = Convert.ToHexStringLower(Samples.Bytes("uuid", 16)),
            Inputs = [new("provisioning firmware", new string('a', 64)), new("product", new string('b', 64))],
            Steps = [new("1 ping", 3), new("2 challenge", 40)],
            Outcome = DeviceOutcome.Done,
            CardId = "4711",
            Counter = 7,
            NxpRow = 3,
            Operator = "anna",
            Lot = "lot 5",
            Time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 5, TimeSpan.Zero),
            Previous = new string('c', 64),
        };
        yield return DeviceRecordJson.Encode(record);
        yield return DeviceRecordJson.Encode(record with { Inputs = [], Steps = [], Outcome = DeviceOutcome.Spent, Counter = null, NxpRow = null, Previous = null });
        yield return DeviceRecordJson.Encode(record with { Outcome = DeviceOutcome.Unconfirmed, Operator = "Zoë \"A\"" });
    }
}
