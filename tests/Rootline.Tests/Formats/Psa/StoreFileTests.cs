using System.Text;
using Rootline.Formats.Psa.Store;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Psa;

public sealed class StoreFileTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero);

    [Fact]
    public void The_kept_stores_of_version_1_are_read_and_written_as_they_are()
    {
        byte[] keys = Vectors.Own("psa/keys-v1.jsonl");
        Assert.Equal(keys, KnownDevices.Encode(KnownDevices.Decode(keys).OrThrow()));
        Assert.Equal(keys, KnownDevices.Encode(Devices()));
        byte[] nonces = Vectors.Own("psa/nonces-v1.jsonl");
        Assert.Equal(nonces, IssuedNonces.Encode(IssuedNonces.Decode(nonces).OrThrow()));
        Assert.Equal(nonces, IssuedNonces.Encode(Nonces()));
    }

    [Fact]
    public void A_changed_byte_is_another_value_or_a_fault_and_a_cut_end_is_a_fault()
    {
        int refused = 0;
        foreach (var (file, reads) in ((byte[], Func<byte[], byte[]?>)[])[(KnownDevices.Encode(Devices()), KeysAgain), (IssuedNonces.Encode(Nonces()), NoncesAgain)])
        {
            for (int i = 0; i < file.Length; i++)
            {
                byte[] changed = (byte[])file.Clone();
                changed[i] ^= 0x01;
                byte[]? again = reads(changed);
                Assert.True(again is null || again.AsSpan().SequenceEqual(changed));
                refused += again is null ? 1 : 0;
                // A store that lost its last lines whole is a store.
                if (i == 0 || file[i - 1] != '\n')
                    Assert.Null(reads(file[..i]));
            }
        }

        output.Tell($"changed store files refused: {refused}");
    }

    [Fact]
    public void A_newer_store_says_so_and_other_orders_are_refused()
    {
        string file = Encoding.ASCII.GetString(KnownDevices.Encode(Devices()));
        Assert.Equal(StoreFaults.Newer, KnownDevices.Decode(Encoding.ASCII.GetBytes(file.Replace("\"schema\":1", "\"schema\":3", StringComparison.Ordinal))).Fault?.Code);
        string[] lines = file.Split('\n');
        Assert.Equal(StoreFaults.Form, KnownDevices.Decode(Encoding.ASCII.GetBytes($"{lines[0]}\n{lines[2]}\n{lines[1]}\n")).Fault?.Code);
        Assert.Equal(StoreFaults.Form, KnownDevices.Decode(Encoding.ASCII.GetBytes($"{lines[0]}\n{lines[1]}\n{lines[1]}\n")).Fault?.Code);
        Assert.Equal(StoreFaults.Form, IssuedNonces.Decode(Encoding.ASCII.GetBytes(file)).Fault?.Code);
        Assert.Empty(KnownDevices.Decode(Encoding.ASCII.GetBytes($"{lines[0]}\n")).OrThrow());
    }

    private static byte[]? KeysAgain(byte[] file) => KnownDevices.Decode(file).Try(out var devices, out _) ? KnownDevices.Encode(devices) : null;

    private static byte[]? NoncesAgain(byte[] file) => IssuedNonces.Decode(file).Try(out var nonces, out _) ? IssuedNonces.Encode(nonces) : null;

    internal static IEnumerable<KnownDevice> Devices()
    {
        foreach (string name in (string[])["device", "another"])
        {
            using var key = TokenSamples.Key(name);
            yield return new(Rootline.Formats.Psa.InstanceId.OfPoint(key.PublicKey.Raw), key.PublicKey.ToSpki())
            {
                ImplementationId = name == "device" ? TokenSamples.Bytes("implementation", 32) : default(ReadOnlyMemory<byte>?),
                Origin = name == "device" ? KeyOrigin.Recovered : KeyOrigin.Given,
                Token = TokenSamples.Bytes("token", 32),
                Time = Time,
            };
        }
    }

    private static IEnumerable<IssuedNonce> Nonces() => [new(TokenSamples.Bytes("nonce 1", 32), Time), new(TokenSamples.Bytes("nonce 2", 64), Time.AddSeconds(5))];
}
