using System.Buffers;
using System.Text;
using System.Text.Json;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Proof;

/// <summary>Seeded alterations of a log with real certificates, each judged by one worker and by eight.</summary>
public sealed class LogAlterationTests(ITestOutputHelper output) : IDisposable
{
    private const int Cases = 1000;
    private const int Count = 7;
    private readonly CertifiedLog _card = new(new SeededEntropy(41));

    public void Dispose() => _card.Dispose();

    [Fact]
    public void One_worker_and_eight_agree_on_every_alteration_and_all_but_the_neutral_ones_are_refused()
    {
        var rows = LogSample.Rows(_card.Records(Count, certificates: 3));
        // Another card of the same OEM: the same log key.
        var other = LogSample.Rows(_card.Records(Count, certificates: 3, firstChip: 100));
        var source = new AlterationSource(rows, other, seed: 1000);
        var chain = new VendorChain(_card.Prod, ChainStanding.Proved);
        int neutral = 0;
        for (int i = 0; i < Cases; i++)
        {
            var altered = source.Draw(i % AlterationSource.Kinds);
            // Certificates are verified in some of the cases: the others must be refused without.
            var policy = new LogPolicy { Key = _card.LogKey.PublicKey, Vendor = i % 5 == 0 ? chain : null, OemKey = i % 5 == 0 ? _card.Oem : null };
            string one = Judge(altered.Rows, policy with { Jobs = 1 }, out bool ok);
            Assert.True(one == Judge(altered.Rows, policy with { Jobs = 8, BatchRows = 1 }, out _), $"case {i}: {altered.Name}");
            Assert.True(ok == altered.IsNeutral, $"case {i}: {altered.Name}: {one}");
            neutral += altered.IsNeutral ? 1 : 0;
        }

        output.Tell($"{Cases} alterations of a log judged alike by one worker and by eight: {Cases - neutral} refused, {neutral} neutral");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 32)]
    [InlineData(2, 3)]
    [InlineData(3, 1)]
    [InlineData(16, 2)]
    public void The_verdict_depends_neither_on_the_workers_nor_on_the_batches(int jobs, int batch)
    {
        var rows = LogSample.Rows(_card.Records(40, certificates: 1)).ToList();
        rows.RemoveAt(20);
        rows[30] = rows[30] with { Signature = LogValue.Blob(new byte[64]) };
        var policy = new LogPolicy { Key = _card.LogKey.PublicKey };
        Assert.Equal(Judge(rows, policy, out _), Judge(rows, policy with { Jobs = jobs, BatchRows = batch }, out bool ok));
        Assert.False(ok);
    }

    [Fact]
    public void A_reader_that_fails_ends_the_run_with_its_own_exception_and_leaves_no_worker_behind()
    {
        var rows = LogSample.Rows(_card.Records(6, certificates: 0));
        IEnumerable<LogRow> Failing()
        {
            foreach (var row in rows)
                yield return row;
            throw new InvalidOperationException("the disk is gone");
        }

        var policy = new LogPolicy { Key = _card.LogKey.PublicKey, Jobs = 4, BatchRows = 1 };
        Assert.Equal("the disk is gone", Assert.Throws<InvalidOperationException>(() => LogVerifier.Verify(Failing(), policy)).Message);
    }

    private static string Judge(IReadOnlyList<LogRow> rows, LogPolicy policy, out bool ok)
    {
        var verdict = LogVerifier.Verify(rows, policy with { ExpectCounter = Count });
        ok = verdict.Ok;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            LogVerdictJson.Write(json, verdict);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
