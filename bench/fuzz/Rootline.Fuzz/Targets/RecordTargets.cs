using Rootline.Formats.Records;

namespace Rootline.Fuzz.Targets;

/// <summary>Device records.</summary>
internal static class RecordTargets
{
    public static IEnumerable<FuzzTarget> All => [new("device-record", Record, Records, 2048), new("device-record-signed", Signed, SignedRecords, 4096)];

    private static bool Record(byte[] input) =>
        DeviceRecordJson.Decode(input).Try(out var record, out _) && Canonical.Demand(input, DeviceRecordJson.Encode(record)) && record.Id.Length == 64;

    private static bool Signed(byte[] input) =>
        SignedRecordJson.Decode(input).Try(out var record, out _) && Canonical.Demand(input, SignedRecordJson.Encode(record));

    private static IEnumerable<byte[]> SignedRecords()
    {
        foreach (byte[] bytes in Records())
        {
            var record = DeviceRecordJson.Decode(bytes).OrThrow();
            yield return SignedRecordJson.Encode(new(record, null));
            yield return SignedRecordJson.Encode(new(record, new(Samples.Bytes("key", RecordSignature.KeyLength), Samples.Bytes("signature", 70))));
        }
    }

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
        var noCard = record with { CardId = null, Counter = null, NxpRow = null };
        var attestation = new DeviceAttestation { InstanceId = "01" + new string('d', 64), PublicKey = new string('e', 182), ImplementationId = new string('f', 64), Token = "d284" };
        yield return DeviceRecordJson.Encode(noCard with { Scheme = ProvisioningScheme.Tfm, Chip = new string('a', 64), Attestation = attestation });
        yield return DeviceRecordJson.Encode(noCard with { Scheme = ProvisioningScheme.Tfm, Chip = new string('a', 64), Attestation = attestation with { PublicKey = null, Token = null } });
        yield return DeviceRecordJson.Encode(noCard with { Scheme = ProvisioningScheme.Nordic, Chip = new string('a', 16), Attestation = attestation });
    }
}
