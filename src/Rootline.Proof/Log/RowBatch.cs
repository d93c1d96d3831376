using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>Rows that go to a worker together, and what it finds: handing over single rows would cost more than reading them.</summary>
internal sealed class RowBatch(int rows)
{
    /// <summary>Rows of a batch unless a test asks for fewer.</summary>
    public const int UsualRows = 64;

    // A batch of huge forged rows ends early: the memory of a run is bounded by bytes, not by rows.
    private const int MaxBytes = 256 * 1024;

    private readonly List<LogRow> _rows = new(rows);
    private readonly List<RowFinding> _findings = new(rows);
    private int _bytes;

    /// <summary>Whether nothing more goes in.</summary>
    public bool IsFull => _rows.Count >= rows || _bytes >= MaxBytes;

    /// <summary>What was found, in the order of the rows; complete when <see cref="IsDone"/>.</summary>
    public IReadOnlyList<RowFinding> Findings => _findings;

    /// <summary>Whether a worker is through with it; read and written under the pipeline's lock.</summary>
    public bool IsDone { get; set; }

    /// <summary>What a worker failed with, which is a defect.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Puts a row in.</summary>
    public void Add(LogRow row)
    {
        _rows.Add(row);
        _bytes += LengthOf(row);
    }

    /// <summary>Judges all rows.</summary>
    public void Judge(RowCheck check)
    {
        try
        {
            foreach (var row in _rows)
                _findings.Add(check.Judge(row));
        }
        catch (Exception e)
        {
            Failure = e;
        }
    }

    private static int LengthOf(LogRow row)
    {
        int length = row.NxpCertificate.Bytes.Length + row.Counter.Bytes.Length + row.StartHash.Bytes.Length + row.Signature.Bytes.Length;
        foreach (var certificate in row.OemCertificates)
            length += certificate.Bytes.Length;
        return length;
    }
}
