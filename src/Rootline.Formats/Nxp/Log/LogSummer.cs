using System.Security.Cryptography;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Log;

/// <summary>Sums a log up row by row. A row that holds no record, or does not follow the one before it, cannot be sealed.</summary>
public sealed class LogSummer : IDisposable
{
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private LogSum? _sum;

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row after the one before.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    public Fault? Add(LogRow row)
    {
        if (!row.ToRecord().Try(out var record, out var fault))
            return fault;
        if (_sum is not null && (record.Counter <= _sum.Last || !record.StartHash.AsSpan().SequenceEqual(_sum.End)))
            return SealFaults.Unsound.Fault($"row {row.Id} does not follow the row before it");
        byte[] hash = row.Hash();
        _digest.AppendData(hash);
        _digest.AppendData(SHA256.HashData(record.Signature));
        _sum = new((_sum?.Records ?? 0) + 1, _sum?.First ?? record.Counter, record.Counter, hash, []);
        return null;
    }

    /// <summary>The sum of the rows so far, or null when there was none.</summary>
    public LogSum? Sum => _sum is null ? null : _sum with { Digest = _digest.GetCurrentHash() };

    /// <inheritdoc/>
    public void Dispose() => _digest.Dispose();
}
