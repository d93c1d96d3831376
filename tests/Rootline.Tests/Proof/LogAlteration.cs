using System.Numerics;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using static Rootline.Tests.Proof.LogColumns;

namespace Rootline.Tests.Proof;

/// <summary>One alteration of a log.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Rows">The rows afterwards.</param>
/// <param name="IsNeutral">Whether it provably changes nothing that the card signed: the verdict must stay good.</param>
internal sealed record LogAlteration(string Name, IReadOnlyList<LogRow> Rows, bool IsNeutral = false);

/// <summary>Draws alterations of a log, a function of the seed.</summary>
internal sealed class AlterationSource(IReadOnlyList<LogRow> rows, IReadOnlyList<LogRow> otherCard, ulong seed)
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, null);
    private readonly SeededEntropy _entropy = new(seed);

    /// <summary>How many kinds there are.</summary>
    public const int Kinds = 17;

    /// <summary>Draws an alteration of a kind.</summary>
    public LogAlteration Draw(int kind)
    {
        int r = Below(rows.Count);
        return kind switch
        {
            0 => new($"bit of row {r}", Replaced(r, WithBit(rows[r]))),
            1 => new($"row {r} deleted, ids kept", Without(r, 1)),
            2 => new($"row {r} deleted, ids closed", Renumbered(Without(r, 1))),
            3 => new($"rows from {r} deleted", Without(r, 1 + Below(rows.Count))),
            4 => new("ids shifted", [.. Shifted(1 + Below(1000))]),
            5 => Swapped(renumbered: true),
            6 => Swapped(renumbered: false),
            7 => new($"row {r} twice", Renumbered([.. rows.Take(r + 1), .. rows.Skip(r)])),
            8 => BytesMoved(r),
            9 => new($"row {r}: certificates in each other's columns", Replaced(r, CertificatesSwapped(rows[r]))),
            10 => new($"row {r}: a certificate in a later column", Replaced(r, CertificateShifted(rows[r]))),
            11 => new($"first {r + 1} rows removed, ids closed", Renumbered([.. rows.Skip(r + 1)])),
            12 => new($"tail of {r + 1} rows removed", [.. rows.SkipLast(r + 1)]),
            13 => Spliced(1 + Below(rows.Count - 1)),
            14 => new($"row {r}: a column of another type", Replaced(r, Retyped(rows[r]))),
            15 => new($"row {r}: a column longer or shorter", Replaced(r, Resized(rows[r]))),
            _ => Neutral(r),
        };
    }

    private LogAlteration Neutral(int r)
    {
        byte[] raw = rows[r].Signature.Bytes;
        var s = Order - new BigInteger(raw.AsSpan(32), isUnsigned: true, isBigEndian: true);
        byte[] other = [.. raw.AsSpan(0, 32), .. new byte[32]];
        byte[] number = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        number.CopyTo(other, 64 - number.Length);
        byte[] changed = Below(2) == 0 ? EcdsaSignatureForm.ToDer(raw) : other;
        return new($"row {r}: the same signature in another form", Replaced(r, rows[r] with { Signature = LogValue.Blob(changed) }), IsNeutral: true);
    }

    // From the second row on: a whole log of another card is a whole log, and nothing in it names its card.
    private LogAlteration Spliced(int at) => new($"spliced with another card's log at {at}", Renumbered([.. rows.Take(at), .. otherCard.Skip(at)]));

    private LogAlteration Swapped(bool renumbered)
    {
        int a = Below(rows.Count - 1);
        int b = a + 1 + Below(rows.Count - a - 1);
        LogRow[] changed = [.. rows];
        (changed[a], changed[b]) = (rows[b], rows[a]);
        return new($"rows {a} and {b} exchanged", renumbered ? Renumbered(changed) : changed);
    }

    // From the end of one certificate column to the beginning of the next, or back: the record's hash stays the same.
    private LogAlteration BytesMoved(int r)
    {
        List<byte[]> columns = [rows[r].NxpCertificate.Bytes, .. rows[r].OemCertificates.Where(c => !c.IsNull).Select(c => c.Bytes)];
        int c = Below(columns.Count - 1);
        int moved = 1 + Below(200);
        byte[] both = [.. columns[c], .. columns[c + 1]];
        int cut = columns[c].Length + (Below(2) == 0 ? -moved : moved);
        (columns[c], columns[c + 1]) = (both[..cut], both[cut..]);
        var row = rows[r] with { NxpCertificate = LogValue.Blob(columns[0]), OemCertificates = Padded(columns.Skip(1).Select(LogValue.Blob)) };
        return new($"row {r}: {moved} bytes moved between certificate columns {c} and {c + 1}", Replaced(r, row));
    }

    private LogRow WithBit(LogRow row)
    {
        int column = Below(8);
        var value = Column(row, column);
        if (value.IsNull)
            return With(row, column, LogValue.Blob([(byte)Below(256)]));
        var bytes = (byte[])value.Bytes.Clone();
        bytes[Below(bytes.Length)] ^= (byte)(1 << Below(8));
        return With(row, column, LogValue.Blob(bytes));
    }

    private LogRow Retyped(LogRow row)
    {
        int column = UsedColumn(row);
        return Below(4) switch
        {
            0 => With(row, column, LogValue.Null),
            1 => With(row, column, new(LogValueKind.Text, Column(row, column).Bytes)),
            2 => With(row, column, new(LogValueKind.WholeNumber, "7"u8.ToArray())),
            _ => With(row, column, new(LogValueKind.RealNumber, "0.5"u8.ToArray())),
        };
    }

    private LogRow Resized(LogRow row)
    {
        int column = UsedColumn(row);
        byte[] bytes = Column(row, column).Bytes;
        return With(row, column, LogValue.Blob(Below(2) == 0 ? bytes[..Below(bytes.Length)] : [.. bytes, .. _entropy.Bytes(1 + Below(70_000))]));
    }

    private static LogRow CertificatesSwapped(LogRow row) =>
        row with { OemCertificates = [row.OemCertificates[1], row.OemCertificates[0], .. row.OemCertificates.Skip(2)] };

    private static LogRow CertificateShifted(LogRow row)
    {
        var used = row.OemCertificates.Where(c => !c.IsNull).ToList();
        return row with { OemCertificates = [.. Enumerable.Repeat(LogValue.Null, 4 - used.Count), .. used] };
    }

    private LogRow[] Without(int first, int count) => [.. rows.Take(first), .. rows.Skip(first + count)];

    private LogRow[] Replaced(int index, LogRow row) => [.. rows.Select((r, i) => i == index ? row : r)];

    private IEnumerable<LogRow> Shifted(int by) => rows.Select(r => r with { Id = r.Id + by });

    private static LogRow[] Renumbered(LogRow[] changed) => [.. changed.Select((row, i) => row with { Id = i + 1 })];

    private static LogValue[] Padded(IEnumerable<LogValue> used)
    {
        LogValue[] columns = [.. used];
        return [.. columns, .. Enumerable.Repeat(LogValue.Null, 4 - columns.Length)];
    }

    private int UsedColumn(LogRow row)
    {
        while (true)
        {
            int column = Below(8);
            if (!Column(row, column).IsNull)
                return column;
        }
    }

    private int Below(int bound) => (int)(BitConverter.ToUInt32(_entropy.Bytes(4)) % (uint)bound);
}
