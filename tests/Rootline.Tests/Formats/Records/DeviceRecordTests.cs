using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Records;
using Xunit;

namespace Rootline.Tests.Formats.Records;

public sealed class DeviceRecordTests
{
    private const string Canonical =
        """{"schema":2,"scheme":"nxp-tp","chip":"00112233445566778899aabbccddeeff","attestation":null,"inputs":[{"name":"cmpa","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}],"steps":[{"name":"prove","ms":12}],"outcome":"done","card":"1234","counter":7,"nxpRow":7,"operator":"","lot":"L-1","time":"2026-01-01T00:00:00.250Z","previous":null}""";

    private const string Kept =
        """{"schema":1,"scheme":"nxp-tp","chip":"00112233445566778899aabbccddeeff","inputs":[{"name":"cmpa","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}],"steps":[{"name":"prove","ms":12}],"outcome":"done","card":"1234","counter":7,"nxpRow":7,"operator":"","lot":"L-1","time":"2026-01-01T00:00:00.250Z","previous":null}""";

    private static readonly DeviceRecord Sample = new()
    {
        Scheme = DeviceRecord.NxpTrustProvisioning,
        Chip = "00112233445566778899aabbccddeeff",
        Inputs = [new("cmpa", new string('a', 64))],
        Steps = [new("prove", 12)],
        Outcome = DeviceOutcome.Done,
        CardId = "1234",
        Counter = 7,
        NxpRow = 7,
        Operator = "",
        Lot = "L-1",
        Time = new(2026, 1, 1, 0, 0, 0, 250, TimeSpan.Zero),
        Previous = null,
    };

    private static readonly DeviceRecord Attested = Sample with
    {
        Scheme = ProvisioningScheme.Nordic,
        Chip = "0011223344556677",
        Attestation = new() { InstanceId = "01" + new string('c', 64), PublicKey = null, ImplementationId = new string('d', 64), Token = "d28443" },
        CardId = null,
        Counter = null,
        NxpRow = null,
    };

    [Fact]
    public void The_bytes_are_the_canonical_ones() =>
        Assert.Equal(Canonical, Encoding.UTF8.GetString(DeviceRecordJson.Encode(Sample)));

    [Fact]
    public void The_id_is_the_hash_of_the_bytes() =>
        // printf '%s' of the canonical text above through sha256sum.
        Assert.Equal("3b8c8eff2662ce79d6f897b3ab3a5eebb8b7a2a46f8b1ac234b3ba81d320dc02", Sample.Id);

    [Fact]
    public void A_record_of_schema_1_is_read_for_ever_and_keeps_its_bytes_and_its_id()
    {
        var record = DeviceRecordJson.Decode(Encoding.UTF8.GetBytes(Kept)).OrThrow();
        Assert.Equal((1, "1234", 7u), (record.Schema, record.CardId, record.Counter));
        Assert.Null(record.Attestation);
        Assert.Equal(Kept, Encoding.UTF8.GetString(DeviceRecordJson.Encode(record)));
        // printf '%s' of the kept text above through sha256sum.
        Assert.Equal("4d9e36238f1da5a3b36dcbfc4cf33043a73ad4514b3a512026b2a8aa070a491c", record.Id);
    }

    [Fact]
    public void A_record_of_schema_1_with_what_schema_2_brought_is_refused()
    {
        foreach (string changed in (string[])[Canonical.Replace("\"schema\":2", "\"schema\":1", StringComparison.Ordinal), Kept.Replace("\"card\":\"1234\"", "\"card\":null", StringComparison.Ordinal), Kept.Replace("\"schema\":1", "\"schema\":2", StringComparison.Ordinal), Kept.Replace("\"schema\":1", "\"schema\":0", StringComparison.Ordinal)])
            Assert.Equal(DeviceRecordFaults.Malformed, DeviceRecordJson.Decode(Encoding.UTF8.GetBytes(changed)).Fault!.Code);
    }

    [Fact]
    public void A_record_of_a_scheme_without_a_card_holds_what_a_back_end_needs()
    {
        string text = Encoding.UTF8.GetString(DeviceRecordJson.Encode(Attested));
        Assert.Contains("\"chip\":\"0011223344556677\",\"attestation\":{\"instanceId\":\"01" + new string('c', 64) + "\",\"publicKey\":null,\"implementationId\":\"" + new string('d', 64) + "\",\"token\":\"d28443\"},\"inputs\"", text, StringComparison.Ordinal);
        Assert.Contains("\"card\":null,\"counter\":null,\"nxpRow\":null", text, StringComparison.Ordinal);
        var read = DeviceRecordJson.Decode(DeviceRecordJson.Encode(Attested)).OrThrow();
        Assert.Equal(Attested.Attestation, read.Attestation);
        Assert.Null(read.CardId);
    }

    [Fact]
    public void What_a_scheme_without_a_card_cannot_say_is_refused()
    {
        var attestation = Attested.Attestation!;
        Refuse(Attested with { Counter = 1 });
        Refuse(Attested with { NxpRow = 1 });
        Refuse(Attested with { Chip = "00112233445566" });
        Refuse(Attested with { Chip = "001122334455667" });
        Refuse(Attested with { Chip = "00112233445566GG" });
        Refuse(Attested with { Chip = new string('0', 68) });
        Refuse(Attested with { Scheme = DeviceRecord.NxpTrustProvisioning, Chip = Sample.Chip });
        Refuse(Attested with { Attestation = attestation with { InstanceId = "02" + new string('c', 64) } });
        Refuse(Attested with { Attestation = attestation with { InstanceId = "01" + new string('c', 62) } });
        Refuse(Attested with { Attestation = attestation with { ImplementationId = "" } });
        Refuse(Attested with { Attestation = attestation with { PublicKey = "" } });
        Refuse(Attested with { Attestation = attestation with { PublicKey = "300" } });
        Refuse(Attested with { Attestation = attestation with { Token = new string('a', DeviceRecordLimits.Token + 2) } });
    }

    [Fact]
    public void Any_record_is_read_as_it_was_written() =>
        Prop.ForAll<uint, NonNull<string>, DeviceOutcome>((counter, text, outcome) =>
        {
            string safe = new([.. text.Get.Where(c => !char.IsSurrogate(c)).Take(DeviceRecordLimits.Text)]);
            var record = Sample with { Counter = counter, Operator = safe, Outcome = outcome, Previous = new string('0', 64) };
            var read = DeviceRecordJson.Decode(DeviceRecordJson.Encode(record)).OrThrow();
            return read.Id == record.Id && read.Operator == safe && read.Outcome == outcome && read.Counter == counter;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Canonical);
        for (int length = 0; length < bytes.Length; length++)
            Assert.False(DeviceRecordJson.Decode(bytes.AsSpan(0, length)).Ok, $"length {length}");
    }

    [Fact]
    public void Every_changed_bit_is_refused_or_makes_another_record()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Canonical);
        for (int i = 0; i < bytes.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])bytes.Clone();
                changed[i] ^= (byte)(1 << bit);
                if (DeviceRecordJson.Decode(changed).Try(out var record, out _))
                    Assert.Equal(DeviceRecord.IdOf(changed), record.Id);
            }
        }
    }

    [Theory]
    [InlineData("{\"schema\":2,", "{ \"schema\":2,")]
    [InlineData("\"card\":\"1234\"", "\"card\":\"1234\",\"card\":\"1234\"")]
    [InlineData("\"card\":\"1234\",\"counter\":7", "\"counter\":7,\"card\":\"1234\"")]
    [InlineData("\"lot\":\"L-1\"", "\"lot\":\"\\u004c-1\"")]
    [InlineData("\"outcome\":\"done\"", "\"outcome\":\"Done\"")]
    [InlineData("\"counter\":7", "\"counter\":7.0")]
    [InlineData("\"counter\":7", "\"counter\":-1")]
    [InlineData("\"nxpRow\":7", "\"nxpRow\":0")]
    [InlineData("\"ms\":12", "\"ms\":-12")]
    [InlineData("aabbccddeeff", "AABBCCDDEEFF")]
    [InlineData("\"previous\":null", "\"previous\":\"\"")]
    [InlineData("00:00:00.250Z", "00:00:00.25Z")]
    [InlineData("00:00:00.250Z", "00:00:00.250+00:00")]
    [InlineData("\"previous\":null}", "\"previous\":null,\"more\":1}")]
    [InlineData("\"previous\":null}", "\"previous\":null}\n")]
    public void Any_other_form_is_refused(string part, string other)
    {
        Assert.Contains(part, Canonical, StringComparison.Ordinal);
        string changed = Canonical.Replace(part, other, StringComparison.Ordinal);
        Assert.Equal(DeviceRecordFaults.Malformed, DeviceRecordJson.Decode(Encoding.UTF8.GetBytes(changed)).Fault!.Code);
    }

    [Fact]
    public void A_newer_schema_is_named()
    {
        string changed = Canonical.Replace("\"schema\":2", "\"schema\":3", StringComparison.Ordinal);
        Assert.Equal(DeviceRecordFaults.Newer, DeviceRecordJson.Decode(Encoding.UTF8.GetBytes(changed)).Fault!.Code);
    }

    [Fact]
    public void What_exceeds_the_limits_is_refused()
    {
        Refuse(Sample with { Operator = new string('x', DeviceRecordLimits.Text + 1) });
        Refuse(Sample with { Inputs = [.. Enumerable.Range(0, DeviceRecordLimits.Items + 1).Select(i => new InputDigest($"i{i}", new string('0', 64)))] });
        Refuse(Sample with { Inputs = [Sample.Inputs[0], Sample.Inputs[0]] });
        Refuse(Sample with { Steps = [new(new string('s', DeviceRecordLimits.Name + 1), 1)] });
        Refuse(Sample with { Scheme = "" });
    }

    private static void Refuse(DeviceRecord record) =>
        Assert.Equal(DeviceRecordFaults.Malformed, DeviceRecordJson.Decode(DeviceRecordJson.Encode(record)).Fault!.Code);
}
