using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Xunit;
using static Rootline.Tests.Proof.LogColumns;

namespace Rootline.Tests.Proof;

/// <summary>Everything that may be done to a log's rows, each with the row that the verdict must name.</summary>
internal static class LogTampering
{
    /// <summary>Changes every byte of every row; in the whole log the row itself must be named.</summary>
    public static void Bytes(IReadOnlyList<LogRow> rows, P256PublicKey key)
    {
        for (int r = 0; r < rows.Count; r++)
        {
            foreach (var changed in ChangedBytes(rows[r]))
                AssertNamed(Replace(rows, r, changed), key, changed.Id);
        }
    }

    /// <summary>Changes every byte of every row, each judged as a log of its own, which is faster.</summary>
    public static void BytesOfSingleRows(IReadOnlyList<LogRow> rows, P256PublicKey key)
    {
        foreach (var row in rows)
        {
            var policy = new LogPolicy { Key = key, BeginsAt = new(row.CounterValue!.Value, row.StartHash.Bytes) };
            Assert.True(LogVerifier.Verify([row], policy).Ok);
            foreach (var changed in ChangedBytes(row))
                Assert.Contains(LogVerifier.Verify([changed], policy).Faults, f => f.Row == row.Id);
        }
    }

    /// <summary>Empties every column of every row; the row must be named.</summary>
    public static void Emptying(IReadOnlyList<LogRow> rows, P256PublicKey key)
    {
        for (int r = 0; r < rows.Count; r++)
        {
            for (int c = 0; c < 8; c++)
            {
                if (Column(rows[r], c).IsNull)
                    continue;
                AssertNamed(Replace(rows, r, With(rows[r], c, LogValue.Null)), key, rows[r].Id);
                AssertNamed(Replace(rows, r, With(rows[r], c, LogValue.Blob([]))), key, rows[r].Id);
            }
        }
    }

    /// <summary>Deletes, duplicates, swaps and shifts rows, with the gap in the ids left and closed.</summary>
    public static void Order(IReadOnlyList<LogRow> rows, P256PublicKey key)
    {
        for (int r = 0; r < rows.Count; r++)
        {
            if (r < rows.Count - 1)
            {
                AssertNamed([.. rows.Take(r), .. rows.Skip(r + 1)], key, rows[r + 1].Id);
                AssertNamed(Renumber([.. rows.Take(r), .. rows.Skip(r + 1)]), key, r + 1);
                AssertNamed(Renumber([.. rows.Take(r), rows[r + 1], rows[r], .. rows.Skip(r + 2)]), key, r + 1);
            }

            AssertNamed([.. rows, rows[r] with { Id = rows.Count + 1 }], key, rows.Count + 1);
            AssertNamed(Renumber([.. rows.Take(r), rows[r], .. rows.Skip(r)]), key, r + 2);
        }

        AssertNamed([.. rows.Select(row => row with { Id = row.Id + 10 })], key, 11);
        AssertNamed([.. rows.Select(row => row with { Id = row.Id - 1 })], key, 0);
        Assert.False(LogVerifier.Verify([], new() { Key = key }).Ok);
    }

    private static IEnumerable<LogRow> ChangedBytes(LogRow row)
    {
        for (int c = 0; c < 8; c++)
        {
            for (int i = 0; i < Column(row, c).Bytes.Length; i++)
            {
                var bytes = (byte[])Column(row, c).Bytes.Clone();
                bytes[i] ^= (byte)(1 << (i % 8));
                yield return With(row, c, LogValue.Blob(bytes));
            }
        }
    }

    private static LogRow[] Renumber(LogRow[] rows) => [.. rows.Select((row, i) => row with { Id = i + 1 })];

    private static void AssertNamed(IReadOnlyList<LogRow> rows, P256PublicKey key, long row)
    {
        var verdict = LogVerifier.Verify(rows, new() { Key = key });
        Assert.False(verdict.Ok);
        Assert.True(verdict.Faults.Any(f => f.Row == row), $"row {row} is not named: {string.Join("; ", verdict.Faults)}");
        Assert.True(verdict.Verified < verdict.Records);
    }

    private static LogRow[] Replace(IReadOnlyList<LogRow> rows, int index, LogRow row) =>
        [.. rows.Select((r, i) => i == index ? row : r)];
}
