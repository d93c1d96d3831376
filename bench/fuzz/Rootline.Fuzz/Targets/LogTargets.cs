using Rootline.Core.Bytes;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport.Nxp;

namespace Rootline.Fuzz.Targets;

/// <summary>The audit log: the eight columns of a row one after the other, each as kind u8, length u16, bytes.</summary>
internal static class LogTargets
{
    private const int Columns = 8;

    public static IEnumerable<FuzzTarget> All =>
    [
        new("log-row", Row, Rows, 2048),
        new("log-waiver", Waiver, Waivers, 2048),
        new("log-seal", Seal, Seals, 2048),
        new("vendor-chain", Chain, () => [Samples.Certificate("CN=a"), new byte[64]], 2048),
        new("log-beginning", Beginning, () => [System.Text.Encoding.UTF8.GetBytes(LogBeginning.Whole.ToString())], 128),
    ];

    private static bool Row(byte[] input)
    {
        if (Decode(input) is not { } row)
            return false;
        row.Hash();
        bool sound = row.Judge().Count == 0;
        if (!row.ToRecord().Try(out var record, out _))
            return sound ? throw new InvalidOperationException("a row without a fault holds no record") : false;
        bool same = sound && row.Hash().AsSpan().SequenceEqual(record.Hash()) && LogRow.Of(row.Id, record).Ok;
        return same ? true : throw new InvalidOperationException("a row and its record are not the same");
    }

    private static bool Beginning(byte[] input) =>
        LogBeginning.Parse(System.Text.Encoding.Latin1.GetString(input)).Try(out var beginning, out _)
        && beginning.ToString().Length == input.Length;

    private static bool Waiver(byte[] input) =>
        LogWaiverJson.Decode(input).Try(out var waiver, out _)
        && Canonical.Demand(input is [.., (byte)'\n'] ? input : [.. input, (byte)'\n'], LogWaiverJson.Encode(waiver));

    private static bool Seal(byte[] input) =>
        LogSealJson.Decode(input).Try(out var seal, out _)
        && Canonical.Demand(input is [.., (byte)'\n'] ? input : [.. input, (byte)'\n'], LogSealJson.Encode(seal));

    private static IEnumerable<byte[]> Seals()
    {
        yield return LogSealJson.Encode(new LogSeal
        {
            CardId = "4711",
            Sum = new(3, 1, 3, Samples.Bytes("end", 32), Samples.Bytes("digest", 32)),
            By = "Zoë \"A\"",
            Time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 5, TimeSpan.Zero),
            Key = Samples.Bytes("key", 32),
            Signature = Samples.Bytes("signature", 70),
        });
    }

    private static IEnumerable<byte[]> Waivers()
    {
        var waiver = new LogWaiver
        {
            CardId = "4711",
            First = 4,
            Last = 6,
            Before = Samples.Bytes("before", 32),
            After = Samples.Bytes("after", 32),
            Reason = "power cut",
            By = "Zoë \"A\"",
            Time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 5, TimeSpan.Zero),
            Signature = Samples.Bytes("signature", 64),
        };
        yield return LogWaiverJson.Encode(waiver);
        yield return LogWaiverJson.Encode(waiver with { After = null });
    }

    private static bool Chain(byte[] input)
    {
        if (!VendorChain.Read(null, input).Try(out var chain, out _))
            return false;
        chain.Intermediate.Dispose();
        return true;
    }

    private static LogRow? Decode(byte[] input)
    {
        var reader = new SpanReader(input);
        var values = new LogValue[Columns];
        for (int i = 0; i < Columns; i++)
        {
            var kind = (LogValueKind)(reader.U8() % 5);
            int length = reader.U16Le();
            values[i] = kind == LogValueKind.Null ? LogValue.Null : new(kind, reader.Bytes(length).ToArray());
        }

        return reader.Overrun ? null : new LogRow(1, values[0], values[1..5], values[5], values[6], values[7]);
    }

    private static IEnumerable<byte[]> Rows()
    {
        using var sample = new LogSample();
        foreach (var row in LogSample.Rows([.. sample.Records(1), .. sample.Records(1, der: true)]))
            yield return Encode(row);
        var real = new AuditRecord(Samples.Die(0), [Samples.Certificate("CN=a"), Samples.Certificate("CN=b")], 1, new byte[32], new byte[64]);
        yield return Encode(LogRow.Of(1, real).OrThrow());
    }

    private static byte[] Encode(LogRow row)
    {
        LogValue[] values = [row.NxpCertificate, .. row.OemCertificates, row.Counter, row.StartHash, row.Signature];
        return [.. values.SelectMany(v => (byte[])[(byte)v.Kind, (byte)v.Bytes.Length, (byte)(v.Bytes.Length >> 8), .. v.Bytes])];
    }
}
