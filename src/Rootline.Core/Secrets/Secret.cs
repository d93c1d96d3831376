using System.Security.Cryptography;

namespace Rootline.Core.Secrets;

/// <summary>
/// Bytes that must not leave their owner: pinned (the collector never copies them), wiped on dispose, never a string.
/// Whoever receives a <see cref="Secret"/> from a factory method owns it and disposes it.
/// </summary>
public sealed class Secret : IDisposable
{
    private readonly byte[] _bytes;
    private bool _wiped;

    /// <summary>Makes a secret of zero bytes to be filled through <see cref="Span"/>.</summary>
    /// <param name="length">Length in bytes.</param>
    public Secret(int length) => _bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>Length in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes, valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The secret was wiped.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_wiped, this);
            return _bytes;
        }
    }

    /// <summary>The bytes for parsers that keep slices, valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The secret was wiped.</exception>
    public ReadOnlyMemory<byte> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(_wiped, this);
            return _bytes;
        }
    }

    /// <summary>Makes a secret from a copy; the source remains the caller's to wipe.</summary>
    /// <param name="source">The bytes.</param>
    public static Secret CopyOf(ReadOnlySpan<byte> source)
    {
        var secret = new Secret(source.Length);
        source.CopyTo(secret._bytes);
        return secret;
    }

    /// <summary>Moves bytes into a secret and wipes the source.</summary>
    /// <param name="source">The bytes; zero afterwards.</param>
    public static Secret Take(Span<byte> source)
    {
        var secret = CopyOf(source);
        CryptographicOperations.ZeroMemory(source);
        return secret;
    }

    /// <summary>Another secret with the same bytes.</summary>
    public Secret Copy() => CopyOf(Span);

    /// <summary>Compares in a time that does not depend on the content.</summary>
    /// <param name="other">What to compare with.</param>
    public bool FixedTimeEquals(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(Span, other);

    /// <summary>Length only: the content is never shown.</summary>
    public override string ToString() => $"[secret, {_bytes.Length} bytes]";

    /// <summary>Wipes the bytes.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _wiped = true;
    }
}
