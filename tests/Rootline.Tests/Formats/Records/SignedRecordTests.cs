using System.Text;
using Rootline.Cli.Frame;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Records;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Records;

public sealed class SignedRecordTests
{
    private const string Id = "b6b3c7fa3ac5a43c7e69de5eda2dbd2c0f0fd2eae2ea3a6f8ea1ec6ab08f0af1";

    private static readonly DeviceRecord Record = new()
    {
        Scheme = ProvisioningScheme.Tfm,
        Chip = "00112233445566778899aabbccddeeff",
        Inputs = [new("huk", new string('a', 64))],
        Steps = [new("burn", 12)],
        Outcome = DeviceOutcome.Done,
        CardId = null,
        Counter = null,
        NxpRow = null,
        Operator = "Zoë",
        Lot = "",
        Time = new(2026, 1, 1, 0, 0, 0, 250, TimeSpan.Zero),
        Previous = null,
    };

    [Fact]
    public void What_is_signed_are_two_lines_that_any_tool_can_make() =>
        Assert.Equal($"rootline-device-record-1\n{Id}\n", Encoding.ASCII.GetString(RecordSignature.SignedBytes(Id)));

    [Theory]
    [InlineData(KeyKind.EcP256)]
    [InlineData(KeyKind.EcP384)]
    [InlineData(KeyKind.Ed25519)]
    [InlineData(KeyKind.Rsa2048)]
    public void A_signature_of_any_kind_of_key_is_good_for_its_record_and_key_alone(KeyKind kind)
    {
        using var folder = new TempFolder();
        using var signer = ContextAsker.Desk(CliRun.Context(folder.Folder)).SignerOf("key", KeySamples.Of(kind));
        var signature = RecordSignature.Of(signer, Id);
        var key = PublicKeyInfo.FromSpki(signer.SubjectPublicKeyInfo.ToArray())!;
        Assert.True(signature.IsBy(key, Id));
        Assert.False(signature.IsBy(key, Id.Replace('b', 'c')));
        Assert.False(signature.IsBy(RecordKey.Public, Id));
        Assert.False((signature with { Key = RecordKey.Public.Fingerprint }).IsBy(RecordKey.Public, Id));
        Assert.False((signature with { Signature = [] }).IsBy(key, Id));
        foreach (var (_, changed) in Mutation.ByteChanges(signature.Signature).Where(c => c.Offset % 8 == 0))
            Assert.False((signature with { Signature = changed }).IsBy(key, Id));
    }

    [Fact]
    public void A_record_with_and_without_a_signature_comes_back_as_it_was()
    {
        foreach (var whole in (SignedRecord[])[new(Record, null), new(Record, RecordSignature.Of(RecordKey.Signer, Record.Id))])
        {
            byte[] bytes = SignedRecordJson.Encode(whole);
            var read = SignedRecordJson.Decode(bytes).OrThrow();
            Assert.Equal(Record.Id, read.Record.Id);
            Assert.Equal(whole.Signature?.Signature, read.Signature?.Signature);
            Assert.Equal(whole.Signature is not null, read.Signature?.IsBy(RecordKey.Public, read.Record.Id) ?? false);
        }
    }

    [Fact]
    public void No_changed_byte_and_no_shorter_text_is_taken_for_the_signed_record()
    {
        byte[] bytes = SignedRecordJson.Encode(new(Record, RecordSignature.Of(RecordKey.Signer, Record.Id)));
        foreach (byte[] shorter in Mutation.Truncations(bytes))
            Assert.Equal(DeviceRecordFaults.Malformed, SignedRecordJson.Decode(shorter).Fault!.Code);
        int cases = 0;
        foreach (var (offset, changed) in Mutation.ByteChanges(bytes))
        {
            bool good = SignedRecordJson.Decode(changed).Try(out var whole, out _) && whole.Signature!.IsBy(RecordKey.Public, whole.Record.Id);
            Assert.False(good, $"the byte at {offset} is not covered");
            cases++;
        }

        Assert.True(cases > 9 * 400);
    }

    [Fact]
    public void No_damage_makes_the_reader_fail() => Mutation.Feed(
        bytes => SignedRecordJson.Decode(bytes),
        SignedRecordJson.Encode(new(Record, null)),
        SignedRecordJson.Encode(new(Record, RecordSignature.Of(RecordKey.Signer, Record.Id))));
}
