using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Nxp.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Nxp.Log;

public sealed class LogSealTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogSample _card = new();
    private readonly P256PrivateKey _key = P256PrivateKey.Generate(new SeededEntropy(31));

    public void Dispose()
    {
        _card.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void A_seal_survives_its_file_with_its_signature()
    {
        var seal = Sealed(Sample());
        var read = LogSealJson.Decode(LogSealJson.Encode(seal)).OrThrow();

        Assert.Equal(LogSealJson.Encode(seal), LogSealJson.Encode(read));
        Assert.Equal(seal.Sum, read.Sum);
        Assert.True(read.IsSignedBy(Public(_key)));
        using var other = P256PrivateKey.Generate(new SeededEntropy(32));
        Assert.False(read.IsSignedBy(Public(other)));
    }

    [Fact]
    public void A_seal_of_schema_1_is_read_for_ever_and_written_the_same()
    {
        byte[] kept = File.ReadAllBytes(RepositoryRoot.PathOf("tests/vectors/nxp/log/seal-schema-1.json"));
        var seal = LogSealJson.Decode(kept).OrThrow();

        Assert.True(seal.IsSignedBy(Public(_key)));
        Assert.Equal((LogSample.CardId, 5L, 1u, 5u, "Zoë \"A\""), (seal.CardId, seal.Sum.Records, seal.Sum.First, seal.Sum.Last, seal.By));
        Assert.Equal(kept, LogSealJson.Encode(Sealed(Sample())));
    }

    [Fact]
    public void Every_changed_byte_and_every_truncation_is_refused_or_breaks_the_signature()
    {
        byte[] file = LogSealJson.Encode(Sealed(Sample()));
        int cases = 0;
        foreach (byte[] changed in Mutation.Truncations(file[..^1]).Concat(Mutation.ByteChanges(file).Select(c => c.Bytes)))
        {
            if (LogSealJson.Decode(changed).Try(out var seal, out var fault))
                Assert.False(seal.IsSignedBy(Public(_key)), Encoding.UTF8.GetString(changed));
            else
                Assert.Contains(fault.Code, (FaultCode[])[SealFaults.Form, SealFaults.Newer]);
            cases++;
        }

        output.Tell($"{cases} damaged seals refused or unsigned");
    }

    [Fact]
    public void A_log_with_anything_changed_has_another_sum_or_none()
    {
        var records = _card.Records(5);
        var sum = Sum(LogSample.Rows(records));
        int cases = 0;
        for (int i = 0; i < records.Count; i++)
        {
            var record = records[i];
            foreach (var changed in Changes(record))
            {
                var rows = LogSample.Rows([.. records.Take(i), changed, .. records.Skip(i + 1)]);
                Assert.NotEqual(sum, Sum(rows));
                cases++;
            }

            Assert.NotEqual(sum, Sum(LogSample.Rows([.. records.Take(i), .. records.Skip(i + 1)])));
            cases++;
        }

        Assert.Equal(sum, Sum(LogSample.Rows(records)));
        output.Tell($"{cases} changed logs have another sum than the sealed one");
    }

    [Theory]
    [InlineData(KeyKind.Rsa2048)]
    [InlineData(KeyKind.EcP384)]
    [InlineData(KeyKind.Ed25519)]
    public void Keys_of_every_kind_seal(KeyKind kind)
    {
        using var key = KeySamples.Of(kind);
        using var signer = new Rootline.Tests.Oem.Custody.TestDesk("/").Desk.SignerOf("sample", key.Copy());

        var seal = LogSealJson.Decode(LogSealJson.Encode(Sample().SignedWith(signer))).OrThrow();

        Assert.True(seal.IsSignedBy(key.PublicKey));
        Assert.False((seal with { By = "bert" }).IsSignedBy(key.PublicKey));
    }

    private static IEnumerable<AuditRecord> Changes(AuditRecord record)
    {
        yield return record with { Counter = record.Counter + 100 };
        yield return record with { NxpCertificate = Flipped(record.NxpCertificate, 20) };
        yield return record with { StartHash = Flipped(record.StartHash, 0) };
        yield return record with { Signature = Flipped(record.Signature, 9) };
        yield return record with { OemCertificates = [Flipped(record.OemCertificates[0], 40), .. record.OemCertificates.Skip(1)] };
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        byte[] copy = [.. bytes];
        copy[at] ^= 1;
        return copy;
    }

    private static LogSum? Sum(IEnumerable<LogRow> rows)
    {
        using var summer = new LogSummer();
        return rows.All(r => summer.Add(r) is null) ? summer.Sum : null;
    }

    private static PublicKeyInfo Public(P256PrivateKey key) => PublicKeyInfo.FromSpki(key.PublicKey.ToSpki())!;

    private LogSeal Sealed(LogSeal seal)
    {
        using var signer = new P256Signer(_key, new SeededEntropy(1));
        return seal.SignedWith(signer);
    }

    private LogSeal Sample() => new()
    {
        CardId = LogSample.CardId,
        Sum = Sum(LogSample.Rows(_card.Records(5)))!,
        By = "Zoë \"A\"",
        Time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 5, TimeSpan.Zero),
    };
}
