using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The user keys of a key store, in memory. A host sees it only wrapped with a key of this one chip, as a real one gives key
/// codes that only its own PUF can open.
/// </summary>
public sealed class KeyStoreImage
{
    /// <summary>Length of the wrapped form in bytes.</summary>
    public const int WrappedLength = PlainLength + AesKeyWrap.Overhead;

    private const int PlainLength = 304;

    private readonly SortedDictionary<UserKeyType, Secret> _keys = [];

    /// <summary>The keys, ascending by type.</summary>
    public IReadOnlyDictionary<UserKeyType, Secret> Keys => _keys;

    private static ReadOnlySpan<byte> Magic => "RLSTORE1"u8;

    /// <summary>Puts a key in, in the place of an older one of its type.</summary>
    /// <param name="type">What it is for.</param>
    /// <param name="key">The key, up to 32 bytes; the image's from now on.</param>
    public void Set(UserKeyType type, Secret key)
    {
        if (_keys.Remove(type, out var old))
            old.Dispose();
        _keys.Add(type, key);
    }

    /// <summary>The key with which a chip wraps its key store, 32 bytes.</summary>
    /// <param name="dieKey">The chip's own secret.</param>
    public static Secret WrappingKey(Secret dieKey)
    {
        var key = new Secret(HMACSHA256.HashSizeInBytes);
        HMACSHA256.HashData(dieKey.Span, Magic, key.Span);
        return key;
    }

    /// <summary>Wraps the keys.</summary>
    /// <param name="key">The chip's key.</param>
    public byte[] Wrap(Secret key)
    {
        using var plain = new Secret(PlainLength);
        var writer = new SpanWriter(plain.Span);
        writer.Bytes(Magic);
        Write(ref writer);
        var wrapped = new byte[WrappedLength];
        AesKeyWrap.Wrap(key.Span, plain.Span, wrapped);
        return wrapped;
    }

    /// <summary>Unwraps keys; null when this chip did not wrap them.</summary>
    /// <param name="key">The chip's key.</param>
    /// <param name="wrapped">The wrapped form.</param>
    public static KeyStoreImage? Unwrap(Secret key, ReadOnlySpan<byte> wrapped)
    {
        using var plain = new Secret(PlainLength);
        if (wrapped.Length != WrappedLength || !AesKeyWrap.TryUnwrap(key.Span, wrapped, plain.Span) || !plain.Span.StartsWith(Magic))
            return null;
        var reader = new SpanReader(plain.Span);
        reader.Bytes(Magic.Length);
        return Read(ref reader);
    }

    /// <summary>Wipes the keys.</summary>
    public void Wipe()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
        _keys.Clear();
    }

    /// <summary>Writes count u8, then for each key its type u8, length u8 and bytes.</summary>
    /// <param name="writer">Where to.</param>
    internal void Write(ref SpanWriter writer)
    {
        writer.U8((byte)_keys.Count);
        foreach (var (type, key) in _keys)
        {
            writer.U8((byte)type);
            writer.U8((byte)key.Length);
            writer.Bytes(key.Span);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    internal static KeyStoreImage Read(ref SpanReader reader)
    {
        var image = new KeyStoreImage();
        int count = reader.U8();
        for (int i = 0; i < count && !reader.Overrun; i++)
        {
            var type = (UserKeyType)reader.U8();
            image.Set(type, Secret.CopyOf(reader.Bytes(reader.U8())));
        }

        return image;
    }
}
