using System.Text;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Psa;

public sealed class StoreVersionTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero);

    [Fact]
    public void The_kept_store_of_version_2_is_read_and_written_as_it_is()
    {
        byte[] file = Vectors.Own("psa/keys-v2.jsonl");
        Assert.Equal(Encoding.UTF8.GetString(KnownDevices.Encode(Devices())), Encoding.UTF8.GetString(file));
        Assert.Equal(file, KnownDevices.Encode(KnownDevices.Decode(file).OrThrow()));
    }

    [Fact]
    public void A_changed_byte_of_version_2_is_another_value_or_a_fault()
    {
        byte[] file = KnownDevices.Encode(Devices());
        int refused = 0;
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 0x01;
            byte[]? again = KnownDevices.Decode(changed).Try(out var devices, out _) ? KnownDevices.Encode(devices) : null;
            Assert.True(again is null || again.AsSpan().SequenceEqual(changed));
            refused += again is null ? 1 : 0;
            if (i == 0 || file[i - 1] != '\n')
                Assert.False(KnownDevices.Decode(file.AsSpan(0, i)).Ok);
        }

        output.Tell($"changed stores of version 2 refused: {refused} of {file.Length}");
    }

    [Theory]
    [InlineData("\"macKey\":null", "\"macKey\":\"00\"")]
    [InlineData("\"origin\":\"none\"", "\"origin\":\"given\"")]
    [InlineData("\"revoked\":\"2026-03-04T05:06:07.089Z\",\"reason\":\"lost\"", "\"revoked\":null,\"reason\":null")]
    [InlineData("\"reason\":\"lost\"", "\"reason\":\"\"")]
    [InlineData("\"reason\":\"lost\"", "\"reason\":null")]
    [InlineData("\"reason\":\"lost\"", "\"reason\":\"\\u0007\"")]
    public void An_entry_with_two_keys_or_none_or_no_reason_is_refused(string old, string other)
    {
        string file = Encoding.UTF8.GetString(KnownDevices.Encode([Lost()]));
        Assert.Contains(old, file, StringComparison.Ordinal);
        Assert.Equal(StoreFaults.Form, KnownDevices.Decode(Encoding.UTF8.GetBytes(file.Replace(old, other, StringComparison.Ordinal))).Fault?.Code);
    }

    [Fact]
    public void A_store_of_version_1_is_not_version_2_in_other_words()
    {
        string[] lines = Encoding.UTF8.GetString(KnownDevices.Encode(Devices())).Split('\n');
        string known = lines.First(l => l.Contains("\"revoked\":null,\"reason\":null", StringComparison.Ordinal) && l.Contains("\"macKey\":null", StringComparison.Ordinal));
        Assert.Equal(StoreFaults.Form, KnownDevices.Decode(Encoding.UTF8.GetBytes($"{lines[0]}\n{known}\n")).Fault?.Code);
    }

    [Fact]
    public void A_device_with_a_symmetric_key_is_verified_by_the_store()
    {
        using var store = new TokenKeyStore(KnownDevices.Decode(KnownDevices.Encode(Devices())).OrThrow());
        byte[] key = TokenSamples.Bytes("symmetric", 32);
        byte[] payload = ClaimSetWriter.Write(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783) with { InstanceId = InstanceId.OfSymmetric(key) });
        Assert.True(new TokenVerifier(store).Judge(CoseMac0.Authenticate(CoseAlgorithm.Hmac256, null, payload, key), new()).Ok);
        byte[] forged = CoseMac0.Authenticate(CoseAlgorithm.Hmac256, null, payload, TokenSamples.Bytes("another", 32));
        Assert.Equal(TokenKeyFaults.Signature, Assert.Single(new TokenVerifier(store).Judge(forged, new()).Reasons).Code);
        Assert.True(store.Devices.HoldSecrets());
    }

    [Fact]
    public void An_instance_id_with_another_key_is_a_conflict_whatever_kind_the_keys_are_of()
    {
        using var store = new TokenKeyStore(Devices());
        var symmetric = Devices().Single(d => d.MacKey is not null);
        Assert.False(store.Add(symmetric));
        Assert.Equal(EnrolFaults.Conflict, Assert.Throws<FaultException>(() => store.Add(symmetric with { MacKey = Secret.CopyOf(new byte[32]) })).Fault.Code);
        var open = Devices().Single(d => d is { Revoked: null, MacKey: null });
        Assert.False(store.Add(open));
        Assert.Equal(EnrolFaults.Conflict, Assert.Throws<FaultException>(() => store.Add(symmetric with { MacKey = null, PublicKey = open.PublicKey })).Fault.Code);
        Assert.Equal(EnrolFaults.Conflict, Assert.Throws<FaultException>(() => store.Add(open with { MacKey = symmetric.MacKey })).Fault.Code);
        Assert.Equal(TokenFaults.Revoked, Assert.Throws<FaultException>(() => store.Add(Lost())).Fault.Code);
    }

    [Fact]
    public void A_revoked_device_is_refused_wherever_its_key_is_known()
    {
        using var signer = TokenSamples.Key();
        using var key = TokenKey.FromPoint(signer.PublicKey.Raw)!;
        using var store = new TokenKeyStore([]);
        byte[] id = TokenSamples.Claims(PsaProfile.Rfc9783).InstanceId!.Value.ToArray();
        var verifier = new TokenVerifier(new SeveralTokenKeys([new OneTokenKey(key), store]));
        Assert.True(verifier.Judge(TokenSamples.Token(), new()).Ok);
        Assert.True(store.Revoke(id, new(Time, "lost")));
        Assert.False(store.Revoke(id, new(Time.AddDays(1), "again")));
        var reason = Assert.Single(verifier.Judge(TokenSamples.Token(), new()).Reasons);
        Assert.Equal(TokenFaults.Revoked, reason.Code);
        Assert.EndsWith("was revoked at 2026-03-04 05:06:07 UTC: lost", reason.What, StringComparison.Ordinal);
        var alone = new TokenVerifier(store).Judge(TokenSamples.Token(), new());
        Assert.Equal([TokenFaults.KeyUnknown, TokenFaults.Revoked], alone.Reasons.Select(r => r.Code));
        Assert.True(new TokenVerifier(new SeveralTokenKeys([new OneTokenKey(key), store])).Judge(TokenSamples.Sign(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783, "another")), new()).Ok);
    }

    [Fact]
    public void A_store_of_many_devices_is_written_and_read_whole()
    {
        List<KnownDevice> many = [.. Enumerable.Range(0, 300).Select(i => Lost() with { InstanceId = (byte[])[1, (byte)(i >> 8), (byte)i, .. new byte[30]] })];
        byte[] file = KnownDevices.Encode(many);
        var read = KnownDevices.Decode(file).OrThrow();
        Assert.Equal(many.Select(d => Convert.ToHexString(d.InstanceId.Span)), read.Select(d => Convert.ToHexString(d.InstanceId.Span)));
        Assert.Equal(file, KnownDevices.Encode(read));
    }

    internal static List<KnownDevice> Devices()
    {
        byte[] key = TokenSamples.Bytes("symmetric", 32);
        return
        [
            .. StoreFileTests.Devices().Select((d, i) => i == 0 ? d : d with { Revoked = new(Time.AddDays(1), "stolen “Zoë”") }),
            new(Rootline.Formats.Psa.InstanceId.OfSymmetric(key), default) { MacKey = Secret.CopyOf(key), Origin = KeyOrigin.Given, Token = TokenSamples.Bytes("token", 32), Time = Time },
            Lost(),
        ];
    }

    private static KnownDevice Lost() => new((byte[])[1, .. Enumerable.Repeat((byte)0xEE, 32)], default) { Origin = KeyOrigin.None, Token = new byte[32], Time = Time, Revoked = new(Time, "lost") };
}
