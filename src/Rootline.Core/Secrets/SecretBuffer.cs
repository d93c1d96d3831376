using System.Buffers;
using System.Security.Cryptography;

namespace Rootline.Core.Secrets;

/// <summary>A growing buffer for writers of documents with secrets in them: whatever it gives up is wiped.</summary>
public sealed class SecretBuffer : IBufferWriter<byte>, IDisposable
{
    private const int First = 4096;
    private byte[] _bytes = GC.AllocateArray<byte>(First, pinned: true);
    private int _written;

    /// <summary>What was written, valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _written);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _written);
        _written += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    /// <summary>Wipes everything.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    private void Reserve(int sizeHint)
    {
        int needed = _written + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
            return;
        byte[] grown = GC.AllocateArray<byte>(Math.Max(needed, 2 * _bytes.Length), pinned: true);
        Written.CopyTo(grown);
        CryptographicOperations.ZeroMemory(_bytes);
        _bytes = grown;
    }
}
